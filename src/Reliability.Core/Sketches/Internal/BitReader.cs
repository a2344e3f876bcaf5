using System.Buffers.Binary;

namespace Reliability.Sketches.Internal;

/// <summary>Reads what <see cref="BitWriter"/> wrote.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private long _at;

    /// <summary>Returns the next 57 bits or more without passing them. Bits after the end are zero.</summary>
    public readonly ulong Peek()
    {
        ReadOnlySpan<byte> rest = _bytes[(int)Math.Min(_at >> 3, _bytes.Length)..];
        if (rest.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(rest) >> (int)(_at & 7);
        }

        ulong bits = 0;
        for (int i = rest.Length - 1; i >= 0; i--)
        {
            bits = (bits << 8) | rest[i];
        }

        return bits >> (int)(_at & 7);
    }

    /// <summary>Passes bits.</summary>
    /// <exception cref="FormatException">There are fewer.</exception>
    public void Skip(int length)
    {
        _at += length;
        if (_at > _bytes.Length * 8L)
        {
            throw new FormatException("The sketch is truncated.");
        }
    }

    /// <summary>Reads a number of at most 57 bits.</summary>
    public ulong Take(int length)
    {
        ulong value = Peek() & ((1UL << length) - 1);
        Skip(length);
        return value;
    }

    /// <summary>Asserts that nothing follows but the zeros that fill the last byte.</summary>
    public readonly void End()
    {
        long spare = _bytes.Length - ((_at + 7) >> 3);
        if (spare > 0)
        {
            throw new FormatException($"The sketch has {spare} bytes after its end.");
        }

        if (Peek() != 0)
        {
            throw new FormatException("The sketch is damaged: the bits after its end are not zero.");
        }
    }
}
