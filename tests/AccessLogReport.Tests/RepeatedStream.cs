namespace AccessLogReport.Tests;

/// <summary>Gives the same block again and again: a source larger than memory should be.</summary>
internal sealed class RepeatedStream(byte[] block, int times) : MemoryStream
{
    private int _given;

    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer)
    {
        if (_given >= times * block.Length)
        {
            return 0;
        }

        int offset = _given % block.Length;
        int length = Math.Min(buffer.Length, block.Length - offset);
        block.AsSpan(offset, length).CopyTo(buffer);
        _given += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
