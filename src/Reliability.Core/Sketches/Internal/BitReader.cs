using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Reliability.Sketches.Internal;

/// <summary>Reads what <see cref="BitWriter"/> wrote.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private long _at;

    /// <summary>Returns the next 57 bits or more without passing them. Bits after the end are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Peek()
    {
        int at = (int)(_at >> 3);
        ulong bits = at <= _bytes.Length - sizeof(ulong)
            ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..])
            : Last(_bytes, at);
        return bits >> (int)(_at & 7);
    }

    /// <summary>Passes bits.</summary>
    /// <exception cref="FormatException">There are fewer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int length)
    {
        _at += length;
        if (_at > _bytes.Length * 8L)
        {
            ThrowTruncated();
        }
    }

    /// <summary>Reads a number of at most 57 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Take(int length)
    {
        ulong value = Peek() & ((1UL << length) - 1);
        Skip(length);
        return value;
    }

    /// <summary>Reads numbers of at most 57 bits, all of the same width. It does not check each of them for the end.</summary>
    public void Take(int width, Span<long> numbers)
    {
        ReadOnlySpan<byte> all = _bytes;
        ulong mask = (1UL << width) - 1;
        long lastWord = (all.Length - sizeof(ulong)) * 8L;
        long at = _at;
        int i = 0;
        for (; i < numbers.Length && at <= lastWord; i++)
        {
            numbers[i] = (long)((BinaryPrimitives.ReadUInt64LittleEndian(all[(int)(at >> 3)..]) >> (int)(at & 7)) & mask);
            at += width;
        }

        _at = at;
        for (; i < numbers.Length; i++)
        {
            numbers[i] = (long)Take(width);
        }
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

    private static ulong Last(ReadOnlySpan<byte> bytes, int at)
    {
        ulong bits = 0;
        for (int i = bytes.Length - 1; i >= at; i--)
        {
            bits = (bits << 8) | bytes[i];
        }

        return bits;
    }

    [DoesNotReturn]
    private static void ThrowTruncated() => throw new FormatException("The sketch is truncated.");
}
