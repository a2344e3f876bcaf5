using System.Globalization;
using System.Text;

namespace Reliability.Core.Tests.Trends;

/// <summary>A text with a value in each second, which is made while it is read.</summary>
internal sealed class GeneratedCsv(DateTimeOffset start, long lines) : Stream
{
    private static readonly int Width = Line(DateTimeOffset.UnixEpoch, 0).Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => lines * Width;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        int written = 0;
        while (written < buffer.Length && Position < Length)
        {
            ReadOnlySpan<byte> rest = Line(start.AddSeconds(Position / Width), Position / Width).AsSpan((int)(Position % Width));
            rest = rest[..Math.Min(rest.Length, buffer.Length - written)];
            rest.CopyTo(buffer[written..]);
            written += rest.Length;
            Position += rest.Length;
        }

        return written;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private static byte[] Line(DateTimeOffset at, long number) => Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm:ssZ},0.{number % 1000:000}\n"));
}
