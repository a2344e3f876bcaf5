using System.Runtime.CompilerServices;

namespace Reliability.AspNetCore.Internal;

/// <summary>Counts the bytes that an application writes to the stream of a server.</summary>
/// <remarks>
/// It belongs to one stream for ever, and not to a request. A server uses its stream again for the next request of a connection, so nothing
/// is allocated for a request; and what an application still writes after the end of a request cannot reach another connection.
/// </remarks>
internal sealed class CountingStream : Stream
{
    private static readonly ConditionalWeakTable<Stream, CountingStream> _all = [];
    private readonly Stream _inner;

    private CountingStream(Stream inner) => _inner = inner;

    /// <summary>Gets what the current request has written.</summary>
    public WrittenBytes Bytes { get; } = new();

    public override bool CanRead => _inner.CanRead;

    public override bool CanSeek => _inner.CanSeek;

    public override bool CanWrite => _inner.CanWrite;

    public override bool CanTimeout => _inner.CanTimeout;

    public override long Length => _inner.Length;

    public override long Position
    {
        get => _inner.Position;
        set => _inner.Position = value;
    }

    public override int WriteTimeout
    {
        get => _inner.WriteTimeout;
        set => _inner.WriteTimeout = value;
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
        _inner.Write(buffer, offset, count);
        Bytes.Send(Bytes.Written, Bytes.Request);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Bytes.Write(buffer.Length);
        _inner.Write(buffer);
        Bytes.Send(Bytes.Written, Bytes.Request);
    }

    public override void WriteByte(byte value)
    {
        Bytes.Write(1);
        _inner.WriteByte(value);
        Bytes.Send(Bytes.Written, Bytes.Request);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Bytes.Write(count);
        Task writing = _inner.WriteAsync(buffer, offset, count, cancellationToken);
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
        ValueTask writing = _inner.WriteAsync(buffer, cancellationToken);
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
        return _inner.BeginWrite(buffer, offset, count, callback, state);
    }

    public override void EndWrite(IAsyncResult asyncResult) => _inner.EndWrite(asyncResult);

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

    public override void SetLength(long value) => _inner.SetLength(value);

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

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
