namespace AccessLogReport.Tests;

/// <summary>Gives its bytes in pieces of chosen sizes, as a pipe does, and then ends or fails.</summary>
internal sealed class ChunkedStream(byte[] bytes, IReadOnlyList<int> sizes, Exception? failure = null) : Stream
{
    private int _position;
    private int _reads;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position == bytes.Length && failure is not null)
        {
            throw failure;
        }

        int length = Math.Min(Math.Min(buffer.Length, sizes[_reads++ % sizes.Count]), bytes.Length - _position);
        bytes.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
