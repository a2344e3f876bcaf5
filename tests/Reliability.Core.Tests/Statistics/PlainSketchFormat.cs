using Reliability.Sketches;

namespace Reliability.Core.Tests.Statistics;

/// <summary>Writes a sketch in format 1, as earlier releases did, from the counts of all buckets between its first and last ones.</summary>
internal sealed class PlainSketchFormat(QuantileSketch sketch)
{
    private readonly List<byte> _bytes = new(256);
    private readonly (int First, long[] Counts) _negative = Dense([.. sketch.Bins.Where(bin => bin.IsNegative)]);
    private readonly (int First, long[] Counts) _positive = Dense([.. sketch.Bins.Where(bin => !bin.IsNegative)]);

    public byte[] ToBytes()
    {
        _bytes.Clear();
        _bytes.Add(1);
        _bytes.Add((byte)sketch.Scale);
        Number((ulong)sketch.ZeroCount);
        Side(_positive.First, _positive.Counts);
        Side(_negative.First, _negative.Counts);
        return [.. _bytes];
    }

    private static (int First, long[] Counts) Dense(QuantileSketchBin[] bins)
    {
        if (bins.Length == 0)
        {
            return (0, []);
        }

        int first = bins.Min(bin => bin.Index);
        long[] counts = new long[bins.Max(bin => bin.Index) - first + 1];
        foreach (QuantileSketchBin bin in bins)
        {
            counts[bin.Index - first] = bin.Count;
        }

        return (first, counts);
    }

    private void Side(int first, ReadOnlySpan<long> counts)
    {
        Number((ulong)(counts.Length - counts.Count(0L)));
        int previous = 0;
        for (int slot = 0; slot < counts.Length; slot++)
        {
            if (counts[slot] != 0)
            {
                long step = (long)first + slot - previous;
                Number((ulong)((step << 1) ^ (step >> 63)));
                Number((ulong)counts[slot]);
                previous = first + slot;
            }
        }
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
