using System.Runtime.CompilerServices;

namespace Reliability.AspNetCore.Internal;

/// <summary>Counts the bytes that an application writes to the stream of a server.</summary>
/// <remarks>
/// It belongs to one stream for ever, and not to a request. A server uses its stream again for the next request of a connection, so nothing
/// is allocated for a request; and what an application still writes after the end of a request cannot reach another connection.
/// </remarks>
internal sealed class CountingStream : ForwardingStream
{
    private static readonly ConditionalWeakTable<Stream, CountingStream> _all = [];

    private CountingStream(Stream inner)
        : base(inner)
    {
    }

    /// <summary>Gets what the current request has written.</summary>
    public WrittenBytes Bytes { get; } = new();

    public override int WriteTimeout
    {
        get => Inner.WriteTimeout;
        set => Inner.WriteTimeout = value;
    }

    /// <summary>Returns the one that belongs to a stream, with a count of zero.</summary>
    public static CountingStream Of(Stream inner, TimeProvider clock)
    {
        CountingStream stream = _all.TryGetValue(inner, out CountingStream? known)
            ? known
            : _all.GetValue(inner, static one => new CountingStream(one));
        stream.Bytes.Begin(clock);
        return stream;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Bytes.Write(count);
        Inner.Write(buffer, offset, count);
        Bytes.Send(Bytes.Written, Bytes.Request);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Bytes.Write(buffer.Length);
        Inner.Write(buffer);
        Bytes.Send(Bytes.Written, Bytes.Request);
    }

    public override void WriteByte(byte value)
    {
        Bytes.Write(1);
        Inner.WriteByte(value);
        Bytes.Send(Bytes.Written, Bytes.Request);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Bytes.Write(count);
        Task writing = Inner.WriteAsync(buffer, offset, count, cancellationToken);
        if (!writing.IsCompletedSuccessfully)
        {
            return SendAsync(writing, Bytes.Written, Bytes.Request);
        }

        Bytes.Send(Bytes.Written, Bytes.Request);
        return writing;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Bytes.Write(buffer.Length);
        ValueTask writing = Inner.WriteAsync(buffer, cancellationToken);
        if (!writing.IsCompletedSuccessfully)
        {
            return SendAsync(writing, Bytes.Written, Bytes.Request);
        }

        Bytes.Send(Bytes.Written, Bytes.Request);
        return writing;
    }

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state)
    {
        Bytes.Write(count);
        return Inner.BeginWrite(buffer, offset, count, callback, state);
    }

    public override void EndWrite(IAsyncResult asyncResult) => Inner.EndWrite(asyncResult);

    public override int Read(byte[] buffer, int offset, int count) => Inner.Read(buffer, offset, count);

    private async Task SendAsync(Task writing, long written, int request)
    {
        await writing.ConfigureAwait(false);
        Bytes.Send(written, request);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ValueTask writing, long written, int request)
    {
        await writing.ConfigureAwait(false);
        Bytes.Send(written, request);
    }
}
