using System.Numerics;
using System.Runtime.CompilerServices;

namespace Reliability.Sketches.Internal;

/// <summary>
/// The Golomb-Rice code of a number n with the parameter k: n / 2^k in unary (ones, then a zero), then the lowest k bits of n. A quotient
/// of 16 or more is replaced by 16 ones, the bit length of n less one in 6 bits, and n itself.
/// </summary>
/// <remarks>Source: Rice and Plaunt, "Adaptive variable-length coding", IEEE Transactions on Communication Technology, 1971.</remarks>
internal static class RiceCode
{
    /// <summary>The greatest parameter with which a code that is not an escape fits into <see cref="BitReader.Peek"/>.</summary>
    public const int MaxParameter = 57 - Escape;

    /// <summary>The number of bits of the longest code.</summary>
    public const int MaxLength = Escape + LengthBits + 64;

    private const int Escape = 16;
    private const int LengthBits = 6;

    /// <summary>Returns the number of bits of a code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Length(ulong value, int k)
    {
        ulong quotient = value >> k;
        return quotient < Escape ? (int)quotient + 1 + k : Escape + LengthBits + BitOperations.Log2(value) + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<TSink>(ref TSink sink, ulong value, int k)
        where TSink : IBitSink, allows ref struct
    {
        ulong quotient = value >> k;
        if (quotient < Escape)
        {
            int ones = (int)quotient;
            ulong low = value & Mask(k);
            sink.Put((low << (ones + 1)) | Mask(ones), ones + 1 + k);
        }
        else
        {
            int length = BitOperations.Log2(value) + 1;
            sink.Put(((ulong)(length - 1) << Escape) | Mask(Escape), Escape + LengthBits);
            sink.Put(value, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Take(ref BitReader reader, int k)
    {
        ulong next = reader.Peek();
        int ones = BitOperations.TrailingZeroCount(~next);
        if (ones < Escape)
        {
            reader.Skip(ones + 1 + k);
            return ((ulong)ones << k) | ((next >> (ones + 1)) & Mask(k));
        }

        reader.Skip(Escape);
        int length = (int)reader.Take(LengthBits) + 1;
        ulong low = reader.Take(Math.Min(length, 32));
        return length <= 32 ? low : low | (reader.Take(length - 32) << 32);
    }

    private static ulong Mask(int bits) => (1UL << bits) - 1;
}
