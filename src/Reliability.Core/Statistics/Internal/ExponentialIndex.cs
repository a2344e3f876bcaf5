using System.Runtime.CompilerServices;

namespace Reliability.Statistics.Internal;

/// <summary>
/// Maps a positive double to the index of its bucket (bⁱ, bⁱ⁺¹], b = 2^(1/64), from its bits: the exponent gives the
/// octave and a table lookup with one comparison the 64th of it. No logarithm is taken.
/// </summary>
internal static class ExponentialIndex
{
    public const int MaxScale = 6;

    /// <summary>Smaller magnitudes count as zero.</summary>
    public const double SmallestNormal = 2.2250738585072014E-308;

    private const int SubBuckets = 1 << MaxScale;
    private const int MantissaBits = 52;
    private const long MantissaMask = (1L << MantissaBits) - 1;

    // The narrowest bucket is 2^(1/64) - 1 = 0.0109 wide, so that a slot of 1/512 meets at most one boundary.
    private const int SlotBits = 9;

    private static readonly long[] Boundaries = MakeBoundaries();
    private static readonly byte[] FirstSubBucket = MakeSlots();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(double value)
    {
        // One unit in the last place less turns "upper end included" into the "lower end included" of integer bits.
        long bits = BitConverter.DoubleToInt64Bits(value) - 1;
        long mantissa = bits & MantissaMask;
        int sub = FirstSubBucket[mantissa >> (MantissaBits - SlotBits)];

        // A sum rather than a branch: no predictor knows which side of a boundary the next value lies on.
        sub += mantissa >= Boundaries[sub + 1] ? 1 : 0;
        return (((int)(bits >> MantissaBits) - 1023) << MaxScale) + sub;
    }

    public static double Base(int scale) => Math.Pow(2, Math.ScaleB(1, -scale));

    /// <summary>The value whose relative distance to both ends of the bucket is the same.</summary>
    public static double Middle(int index, int scale)
    {
        double upper = Math.Pow(2, Math.ScaleB(index + 1.0, -scale));
        return Math.Min(upper, double.MaxValue) * (2 / (1 + Base(scale)));
    }

    private static long[] MakeBoundaries()
    {
        // 2^(i/64) from square roots of two, which IEEE 754 rounds the same on every machine.
        var roots = new double[MaxScale];
        double root = 2;
        for (int bit = MaxScale - 1; bit >= 0; bit--)
        {
            root = Math.Sqrt(root);
            roots[bit] = root;
        }

        var boundaries = new long[SubBuckets + 1];
        for (int i = 0; i < SubBuckets; i++)
        {
            double boundary = 1;
            for (int bit = 0; bit < MaxScale; bit++)
            {
                if ((i & (1 << bit)) != 0)
                {
                    boundary *= roots[bit];
                }
            }

            boundaries[i] = BitConverter.DoubleToInt64Bits(boundary) & MantissaMask;
        }

        boundaries[SubBuckets] = long.MaxValue;
        return boundaries;
    }

    private static byte[] MakeSlots()
    {
        var slots = new byte[1 << SlotBits];
        for (int slot = 0; slot < slots.Length; slot++)
        {
            long mantissa = (long)slot << (MantissaBits - SlotBits);
            int sub = 0;
            while (Boundaries[sub + 1] <= mantissa)
            {
                sub++;
            }

            slots[slot] = (byte)sub;
        }

        return slots;
    }
}
