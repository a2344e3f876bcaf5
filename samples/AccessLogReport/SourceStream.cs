namespace AccessLogReport;

/// <summary>The raw bytes of a log: tells how many were read, and lets the first ones be looked at before they are.</summary>
internal sealed class SourceStream(Stream inner) : Stream
{
    private byte[] _head = [];
    private int _headRead;

    /// <summary>How many bytes were read, the ones only looked at not included.</summary>
    public long BytesRead { get; private set; }

    /// <summary>How many bytes there are to read, unless the source is a pipe.</summary>
    public long? TotalBytes { get; } = inner.CanSeek ? inner.Length - inner.Position : null;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Looks at the first bytes; fewer only if the source ends before. To be called once, before any read.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        byte[] head = new byte[count];
        int length = inner.ReadAtLeast(head, count, throwOnEndOfStream: false);
        return _head = head[..length];
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int length;
        if (_headRead < _head.Length)
        {
            length = Math.Min(buffer.Length, _head.Length - _headRead);
            _head.AsSpan(_headRead, length).CopyTo(buffer);
            _headRead += length;
        }
        else
        {
            length = inner.Read(buffer);
        }

        BytesRead += length;
        return length;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
