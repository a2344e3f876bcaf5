using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Reliability.Sketches.Internal;

/// <summary>
/// Maps a positive double to the index of its bucket (bⁱ, bⁱ⁺¹], b = 2^(1/64), from its bits: the exponent gives the octave, and a
/// table lookup with one addition gives the 64th of the octave. It computes no logarithm.
/// </summary>
internal static class ExponentialIndex
{
    public const int MaxScale = 6;

    /// <summary>The smallest magnitude that does not count as zero.</summary>
    public const double MinNormal = 2.2250738585072014E-308;

    private const int SubBuckets = 1 << MaxScale;
    private const long FirstBits = 1L << MantissaBits;
    private const long EndBits = 0x7FFL << MantissaBits;
    private const int MantissaBits = 52;
    private const long MantissaMask = (1L << MantissaBits) - 1;

    // The narrowest bucket is 2^(1/64) - 1 = 0.0109 wide, so a slot of 1/512 contains at most one boundary.
    private const int SlotBits = 9;

    // The mantissas of 2^(i/64), rounded down: the last double that belongs below each boundary. The true boundaries are irrational, so no
    // double lies on one of them except 1.
    private static readonly long[] Boundaries =
    [
        0x0000000000000, 0x02C9A3E778060, 0x059B0D3158574, 0x0874518759BC8,
        0x0B5586CF9890F, 0x0E3EC32D3D1A2, 0x11301D0125B50, 0x1429AAEA92DDF,
        0x172B83C7D517A, 0x1A35BEB6FCB75, 0x1D4873168B9AA, 0x2063B88628CD6,
        0x2387A6E756238, 0x26B4565E27CDD, 0x29E9DF51FDEE1, 0x2D285A6E4030B,
        0x306FE0A31B715, 0x33C08B26416FF, 0x371A7373AA9CA, 0x3A7DB34E59FF6,
        0x3DEA64C123422, 0x4160A21F72E29, 0x44E086061892D, 0x486A2B5C13CD0,
        0x4BFDAD5362A27, 0x4F9B2769D2CA6, 0x5342B569D4F81, 0x56F4736B527DA,
        0x5AB07DD485429, 0x5E76F15AD2148, 0x6247EB03A5584, 0x6623882552224,
        0x6A09E667F3BCC, 0x6DFB23C651A2E, 0x71F75E8EC5F73, 0x75FEB564267C8,
        0x7A11473EB0186, 0x7E2F336CF4E62, 0x82589994CCE12, 0x868D99B4492EC,
        0x8ACE5422AA0DB, 0x8F1AE99157736, 0x93737B0CDC5E4, 0x97D829FDE4E4F,
        0x9C49182A3F090, 0xA0C667B5DE564, 0xA5503B23E255C, 0xA9E6B5579FDBF,
        0xAE89F995AD3AD, 0xB33A2B84F15FA, 0xB7F76F2FB5E46, 0xBCC1E904BC1D2,
        0xC199BDD85529C, 0xC67F12E57D14B, 0xCB720DCEF9069, 0xD072D4A07897B,
        0xD5818DCFBA487, 0xDA9E603DB3285, 0xDFC97337B9B5E, 0xE502EE78B3FF6,
        0xEA4AFA2A490D9, 0xEFA1BEE615A27, 0xF50765B6E4540, 0xFA7C1819E90D8,
    ];

    /// <summary>
    /// For each slot, its first bucket times 2^52, less the boundary in the slot, plus 2^52: the sum with a mantissa carries into the next
    /// bucket from the boundary on, so that no branch has to predict on which side of it a value lies.
    /// </summary>
    private static readonly long[] Slots = MakeSlots();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(double value) => Of(value, Slots);

    /// <summary>Returns whether a value is a positive finite number that does not count as zero, with one comparison.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(double value) => (ulong)(BitConverter.DoubleToInt64Bits(value) - FirstBits) < (ulong)(EndBits - FirstBits);

    /// <summary>Adds one to the count of the bucket of each value, of which the first count is that of <paramref name="first"/>.</summary>
    public static void CountInto(Span<long> counts, int first, ReadOnlySpan<double> values, int steps)
    {
        // In locals, because the compiler must assume that a store changes what a static field refers to.
        long[] slots = Slots;
        foreach (double value in values)
        {
            counts[(Of(value, slots) >> steps) - first]++;
        }
    }

    public static double Base(int scale) => Math.Pow(2, Math.ScaleB(1, -scale));

    /// <summary>Returns the value with the same relative distance to both ends of the bucket.</summary>
    public static double Middle(int index, int scale)
    {
        double upper = Math.Pow(2, Math.ScaleB(index + 1.0, -scale));
        return Math.Min(upper, double.MaxValue) * (2 / (1 + Base(scale)));
    }

    /// <summary>
    /// Returns the index of the first bucket whose <see cref="Middle"/> is above a limit, or a larger one than any bucket has.
    /// </summary>
    public static int FirstAbove(double limit, int scale)
    {
        if (limit <= 0)
        {
            return int.MinValue;
        }

        // The bucket of the limit, or one next to it: rounding moves a bound, and no bucket holds less than the smallest normal number.
        int index = (Of(Math.Max(limit, MinNormal)) >> (MaxScale - scale)) - 1;
        int last = index + 3;
        while (index < last && !(Middle(index, scale) > limit))
        {
            index++;
        }

        return index < last ? index : int.MaxValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Of(double value, long[] slots)
    {
        // Subtracting one unit in the last place turns "upper bound included" into the "lower bound included" of integer bits.
        long bits = BitConverter.DoubleToInt64Bits(value) - 1;
        long mantissa = bits & MantissaMask;

        // The highest bits of a mantissa are always the index of a slot.
        ref long first = ref MemoryMarshal.GetArrayDataReference(slots);
        long sub = (mantissa + Unsafe.Add(ref first, (nint)(mantissa >> (MantissaBits - SlotBits)))) >> MantissaBits;
        return (((int)(bits >> MantissaBits) - 1023) << MaxScale) + (int)sub;
    }

    private static long[] MakeSlots()
    {
        var slots = new long[1 << SlotBits];
        int sub = 0;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            long mantissa = (long)slot << (MantissaBits - SlotBits);
            while (sub + 1 < SubBuckets && Boundaries[sub + 1] <= mantissa)
            {
                sub++;
            }

            // The last bucket has no boundary above it.
            long carry = sub + 1 < SubBuckets ? (1L << MantissaBits) - Boundaries[sub + 1] : 0;
            slots[slot] = ((long)sub << MantissaBits) + carry;
        }

        return slots;
    }
}
