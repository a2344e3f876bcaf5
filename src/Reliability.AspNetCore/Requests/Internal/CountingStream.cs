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

    /// <summary>Gets the number of bytes that the current request has written.</summary>
    public long Written { get; private set; }

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
    public static CountingStream Of(Stream inner)
    {
        CountingStream stream = _all.TryGetValue(inner, out CountingStream? known)
            ? known
            : _all.GetValue(inner, static one => new CountingStream(one));
        stream.Written = 0;
        return stream;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Written += count;
        _inner.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Written += buffer.Length;
        _inner.Write(buffer);
    }

    public override void WriteByte(byte value)
    {
        Written++;
        _inner.WriteByte(value);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Written += count;
        return _inner.WriteAsync(buffer, offset, count, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Written += buffer.Length;
        return _inner.WriteAsync(buffer, cancellationToken);
    }

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state)
    {
        Written += count;
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
}
