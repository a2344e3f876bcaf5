using System.Numerics;

namespace Reliability.Sketches.Internal;

/// <summary>
/// Counts in groups of 32, each of which has the width of its greatest count: the width (6 bits), then the counts. Neighbouring counts are
/// alike, so little space is lost, and the position of a count does not depend on the values before it.
/// </summary>
internal static class PackedCounts
{
    public const int GroupLength = 32;
    public const int WidthBits = 6;

    // A BitReader gives no more in one call.
    private const int MaxTaken = 57;

    /// <summary>Returns the number of bits that counts take.</summary>
    public static long Bits(ReadOnlySpan<long> counts)
    {
        long bits = 0;
        for (; !counts.IsEmpty; counts = counts[Math.Min(GroupLength, counts.Length)..])
        {
            ReadOnlySpan<long> group = Group(counts);
            bits += WidthBits + ((long)WidthOf(group) * group.Length);
        }

        return bits;
    }

    public static void Write(ref BitWriter target, ReadOnlySpan<long> counts)
    {
        // In a local, which the compiler can keep in registers.
        BitWriter bits = target;
        for (; !counts.IsEmpty; counts = counts[Math.Min(GroupLength, counts.Length)..])
        {
            ReadOnlySpan<long> group = Group(counts);
            int width = WidthOf(group);
            bits.Put((ulong)width, WidthBits);
            foreach (long count in group)
            {
                bits.Put((ulong)count, width);
            }
        }

        target = bits;
    }

    /// <summary>Reads counts, none of which is negative, and returns the greatest width.</summary>
    /// <exception cref="FormatException">There are fewer.</exception>
    public static int Read(ref BitReader source, Span<long> counts)
    {
        BitReader bits = source;
        int greatest = 0;
        for (int start = 0; start < counts.Length; start += GroupLength)
        {
            int end = Math.Min(start + GroupLength, counts.Length);
            int width = (int)bits.Take(WidthBits);
            greatest = Math.Max(greatest, width);
            if (width <= MaxTaken)
            {
                bits.Take(width, counts[start..end]);
            }
            else
            {
                for (int i = start; i < end; i++)
                {
                    counts[i] = (long)(bits.Take(32) | (bits.Take(width - 32) << 32));
                }
            }
        }

        source = bits;
        return greatest;
    }

    private static ReadOnlySpan<long> Group(ReadOnlySpan<long> counts) => counts[..Math.Min(GroupLength, counts.Length)];

    private static int WidthOf(ReadOnlySpan<long> group)
    {
        ulong all = 0;
        foreach (long count in group)
        {
            all |= (ulong)count;
        }

        return 64 - BitOperations.LeadingZeroCount(all);
    }
}
