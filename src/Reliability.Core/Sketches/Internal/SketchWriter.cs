namespace Reliability.Sketches.Internal;

/// <summary>Writes format 1: version, scale, zeros, then each side as (occupied, first index, gaps and counts).</summary>
internal sealed class SketchWriter
{
    public const byte Version = 1;

    private readonly List<byte> _bytes = new(256);

    public void Header(int scale, long zero)
    {
        _bytes.Add(Version);
        _bytes.Add(unchecked((byte)(sbyte)scale));
        Number((ulong)zero);
    }

    public void Side(SketchBins? bins)
    {
        ReadOnlySpan<long> counts = bins is null ? [] : bins.Counts;
        int occupied = counts.Length - counts.Count(0L);
        Number((ulong)occupied);
        int previous = 0;
        for (int slot = 0; slot < counts.Length; slot++)
        {
            if (counts[slot] != 0)
            {
                int index = bins!.First + slot;
                Number(ZigZag((long)index - previous));
                Number((ulong)counts[slot]);
                previous = index;
            }
        }
    }

    public byte[] ToArray() => [.. _bytes];

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void Number(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        _bytes.Add((byte)value);
    }
}
