namespace Reliability.Statistics.Internal;

/// <summary>Reads what <see cref="SketchWriter"/> wrote and trusts none of it.</summary>
internal ref struct SketchReader(ReadOnlySpan<byte> bytes)
{
    // The coarsest scale at which all doubles still need more than one bucket.
    private const int MinScale = -11;

    private ReadOnlySpan<byte> _rest = bytes;

    public (int Scale, long Zero) Header()
    {
        byte version = Byte();
        if (version != SketchWriter.Version)
        {
            throw new FormatException($"The sketch has format {version}; this release reads format {SketchWriter.Version}.");
        }

        int scale = unchecked((sbyte)Byte());
        if (scale is < MinScale or > ExponentialIndex.MaxScale)
        {
            throw new FormatException($"The sketch has scale {scale}; legal are {MinScale} to {ExponentialIndex.MaxScale}.");
        }

        return (scale, Count());
    }

    public void Side(SketchBins bins)
    {
        long occupied = Count();
        long index = 0;
        for (long i = 0; i < occupied; i++)
        {
            ulong zigZag = Number();
            index += (long)(zigZag >> 1) ^ -(long)(zigZag & 1);
            if (index is < -(1 << 17) or > (1 << 17) || !bins.TryAdd((int)index, Count()))
            {
                throw new FormatException($"The sketch has a bucket at {index}, outside the range that it can hold.");
            }
        }
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new FormatException($"The sketch ends {_rest.Length} bytes before its data does.");
        }
    }

    private long Count()
    {
        ulong value = Number();
        return value <= long.MaxValue ? (long)value : throw new FormatException($"The sketch counts {value} values in one place.");
    }

    private byte Byte()
    {
        if (_rest.IsEmpty)
        {
            throw new FormatException("The sketch is cut short.");
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
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("The sketch holds a number of more than 64 bits.");
    }
}
