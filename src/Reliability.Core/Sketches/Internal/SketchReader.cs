namespace Reliability.Sketches.Internal;

/// <summary>
/// Reads and validates format 1, which earlier releases wrote: version, scale, zeros, then each side as (occupied, first index, gaps and
/// counts).
/// </summary>
internal ref struct SketchReader(ReadOnlySpan<byte> bytes)
{
    private const byte Version = 1;

    // At scale 0 a bucket is an octave, and all octaves of a double fit on one side.
    private const int MinScale = 0;

    private ReadOnlySpan<byte> _rest = bytes;
    private int _scale;
    private long _total;

    public (int Scale, long Zero) Header()
    {
        byte version = Byte();
        if (version != Version)
        {
            throw new FormatException(
                $"The sketch has format {version}; this release reads formats {Version} and {RiceFormat.Version}.");
        }

        _scale = unchecked((sbyte)Byte());
        if (_scale is < MinScale or > ExponentialIndex.MaxScale)
        {
            throw new FormatException($"The sketch has scale {_scale}; it must be from {MinScale} to {ExponentialIndex.MaxScale}.");
        }

        return (_scale, Count());
    }

    public void Side(SketchBins bins)
    {
        ulong occupied = Number();
        long index = 0;
        for (ulong i = 0; i < occupied; i++)
        {
            ulong zigZag = Number();
            index += (long)(zigZag >> 1) ^ -(long)(zigZag & 1);
            if (index >> _scale is < -1023 or > 1023 || !bins.TryAdd((int)index, Count()))
            {
                throw new FormatException($"The sketch has a bucket at {index}, outside the range that it can hold.");
            }
        }
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new FormatException($"The sketch has {_rest.Length} bytes after its end.");
        }
    }

    private long Count()
    {
        ulong value = Number();
        if (value > (ulong)(long.MaxValue - _total))
        {
            throw new FormatException($"The sketch counts more than {long.MaxValue} values.");
        }

        _total += (long)value;
        return (long)value;
    }

    private byte Byte()
    {
        if (_rest.IsEmpty)
        {
            throw new FormatException("The sketch is truncated.");
        }

        byte first = _rest[0];
        _rest = _rest[1..];
        return first;
    }

    private ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("The sketch contains a number of more than 64 bits.");
    }
}
