using System.Globalization;
using System.Text;
using Reliability.Sketches;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// The stored form of a sketch, which the server can merge: {scale, lowest index, highest index, bin..., count of bin...}. A bin
/// is 2 * index for positive values and 2 * index + 1 for negative ones. Entries of one bin add up.
/// </summary>
internal static class SketchArray
{
    private const int Header = 3;
    private const int ZeroBin = int.MaxValue;

    /// <summary>
    /// The maximum stored count of a bin, which exceeds what can be recorded in an hour. Larger counts are reduced to it.
    /// </summary>
    private const long MaxCount = 4096L * int.MaxValue;

    /// <summary>Returns the array as PostgreSQL text, because a parameter cannot be an array of arrays of different lengths.</summary>
    public static string Write(QuantileSketch sketch)
    {
        List<(int Bin, int Count)> entries = [];
        AddEntries(entries, ZeroBin, sketch.ZeroCount);
        int? lowest = null;
        int? highest = null;
        foreach (QuantileSketchBin bin in sketch.Bins)
        {
            AddEntries(entries, (bin.Index * 2) + (bin.IsNegative ? 1 : 0), bin.Count);
            lowest = Math.Min(lowest ?? bin.Index, bin.Index);
            highest = Math.Max(highest ?? bin.Index, bin.Index);
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{{sketch.Scale},{lowest ?? 0},{highest ?? 0}");
        foreach ((int bin, _) in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $",{bin}");
        }

        foreach ((_, int count) in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $",{count}");
        }

        return text.Append('}').ToString();
    }

    public static QuantileSketch Read(int[] stored)
    {
        if (stored.Length < Header || (stored.Length - Header) % 2 != 0)
        {
            throw new FormatException(
                $"The sketch has {stored.Length} numbers; it must have {Header} numbers and then a pair for each bin.");
        }

        int size = (stored.Length - Header) / 2;
        ReadOnlySpan<int> bins = stored.AsSpan(Header, size);
        ReadOnlySpan<int> counts = stored.AsSpan(Header + size);
        long zeros = 0;
        List<QuantileSketchBin> read = new(size);
        for (int i = 0; i < size; i++)
        {
            if (bins[i] == ZeroBin)
            {
                zeros += counts[i];
            }
            else
            {
                read.Add(new QuantileSketchBin(isNegative: (bins[i] & 1) == 1, bins[i] >> 1, counts[i]));
            }
        }

        return QuantileSketch.FromBins(stored[0], zeros, read);
    }

    private static void AddEntries(List<(int Bin, int Count)> entries, int bin, long count)
    {
        for (long rest = Math.Min(count, MaxCount); rest > 0; rest -= int.MaxValue)
        {
            entries.Add((bin, (int)Math.Min(rest, int.MaxValue)));
        }
    }
}
