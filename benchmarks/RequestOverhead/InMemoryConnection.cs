using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace RequestOverhead;

/// <summary>One connection without sockets: a request is handled on the thread that sends it, so that only the server is measured.</summary>
internal sealed class InMemoryConnection : IConnectionListenerFactory, IConnectionListener
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET /orders/7 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    private static readonly byte[] End = Encoding.ASCII.GetBytes("\r\n0\r\n\r\n");

    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>();
    private readonly Pipe _input = new(Options);
    private readonly Pipe _output = new(Options);

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 80);

    private static PipeOptions Options => new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    private void Connect() => _accepted.Writer.TryWrite(new Connection(_input.Reader, _output.Writer));

    /// <summary>Sends a request and takes its response.</summary>
    private async ValueTask SendAsync()
    {
        await _input.Writer.WriteAsync(Request);
        while (true)
        {
            ReadResult read = await _output.Reader.ReadAsync();
            bool isWhole = read.Buffer.Length >= End.Length && EndsResponse(read);
            _output.Reader.AdvanceTo(isWhole ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            if (isWhole)
            {
                return;
            }
        }
    }

    /// <summary>Prints the time of a request: the median and the lowest of many batches.</summary>
    public async Task MeasureAsync(string fashion)
    {
        const int Batch = 20_000;
        Connect();
        List<double> times = [];
        for (int batch = 0; batch < 80; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Batch; i++)
            {
                await SendAsync();
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Batch);
        }

        double[] steady = [.. times.Skip(40).Order()];
        Console.WriteLine($"{fashion}: {steady[steady.Length / 2]:F0} ns, lowest {steady[0]:F0} ns");
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return ValueTask.FromResult<IConnectionListener>(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _accepted.Reader.WaitToReadAsync(cancellationToken) && _accepted.Reader.TryRead(out ConnectionContext? connection)
            ? connection
            : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _accepted.Writer.TryComplete();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private static bool EndsResponse(ReadResult read)
    {
        ReadOnlySequence<byte> tail = read.Buffer.Slice(read.Buffer.Length - End.Length);
        return tail.IsSingleSegment ? tail.FirstSpan.SequenceEqual(End) : tail.ToArray().AsSpan().SequenceEqual(End);
    }

    private sealed class Connection(PipeReader input, PipeWriter output) : ConnectionContext, IDuplexPipe
    {
        private readonly CancellationTokenSource _closed = new();

        public override string ConnectionId { get; set; } = "memory";

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public override CancellationToken ConnectionClosed
        {
            get => _closed.Token;
            set => throw new NotSupportedException();
        }

        public override IDuplexPipe Transport
        {
            get => this;
            set => throw new NotSupportedException();
        }

        public PipeReader Input => input;

        public PipeWriter Output => output;

        public override void Abort(ConnectionAbortedException abortReason) => _closed.Cancel();

        public override ValueTask DisposeAsync()
        {
            _closed.Dispose();
            return base.DisposeAsync();
        }
    }
}
