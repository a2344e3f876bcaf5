using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Reliability.AspNetCore.Internal;

/// <summary>Counts the bytes that an application writes to the pipe of a server.</summary>
/// <inheritdoc cref="CountingStream" path="/remarks"/>
internal sealed class CountingWriter : PipeWriter
{
    private static readonly ConditionalWeakTable<PipeWriter, CountingWriter> _all = [];
    private readonly PipeWriter _inner;

    private CountingWriter(PipeWriter inner) => _inner = inner;

    /// <summary>Gets what the current request has written.</summary>
    public WrittenBytes Bytes { get; } = new();

    public override bool CanGetUnflushedBytes => _inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => _inner.UnflushedBytes;

    /// <summary>Returns the one that belongs to a pipe, with a count of zero.</summary>
    public static CountingWriter Of(PipeWriter inner, TimeProvider clock)
    {
        CountingWriter writer = _all.TryGetValue(inner, out CountingWriter? known)
            ? known
            : _all.GetValue(inner, static one => new CountingWriter(one));
        writer.Bytes.Begin(clock);
        return writer;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _inner.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        Bytes.Write(bytes);
        _inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Bytes.Write(source.Length);
        return SendAll(_inner.WriteAsync(source, cancellationToken));
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        SendAll(_inner.FlushAsync(cancellationToken));

    public override void CancelPendingFlush() => _inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);

    private ValueTask<FlushResult> SendAll(ValueTask<FlushResult> flushing)
    {
        if (!flushing.IsCompletedSuccessfully)
        {
            return SendAsync(flushing, Bytes.Written, Bytes.Request);
        }

        Bytes.Send(Bytes.Written, Bytes.Request);
        return flushing;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> SendAsync(ValueTask<FlushResult> flushing, long written, int request)
    {
        FlushResult result = await flushing.ConfigureAwait(false);
        Bytes.Send(written, request);
        return result;
    }
}
