using System.Globalization;
using System.Text;
using Reliability.Statistics;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// The stored form of a sketch, which the server can merge: {scale, zeros, bin..., count of bin...}. A bin is 2 * index for
/// positive values and 2 * index + 1 for negative ones.
/// </summary>
internal static class SketchArray
{
    private const int Header = 2;

    /// <summary>The array as PostgreSQL's text, because a parameter cannot be an array of arrays of different lengths.</summary>
    public static string Write(QuantileSketch sketch)
    {
        var bins = new StringBuilder();
        var counts = new StringBuilder();
        bins.Append(CultureInfo.InvariantCulture, $"{{{sketch.Scale},{sketch.ZeroCount}");
        foreach (QuantileSketchBin bin in sketch.Bins)
        {
            bins.Append(CultureInfo.InvariantCulture, $",{(bin.Index * 2) + (bin.IsNegative ? 1 : 0)}");
            counts.Append(CultureInfo.InvariantCulture, $",{bin.Count}");
        }

        return bins.Append(counts).Append('}').ToString();
    }

    public static QuantileSketch Read(long[] stored)
    {
        if (stored.Length < Header || stored.Length % 2 != 0)
        {
            throw new FormatException($"The sketch has {stored.Length} numbers; it must have two and then a pair for each bin.");
        }

        int size = (stored.Length - Header) / 2;
        var bins = new QuantileSketchBin[size];
        for (int i = 0; i < size; i++)
        {
            long bin = stored[Header + i];
            bins[i] = new QuantileSketchBin(IsNegative: (bin & 1) == 1, Small(bin >> 1), stored[Header + size + i]);
        }

        return QuantileSketch.FromBins(Small(stored[0]), stored[1], bins);
    }

    private static int Small(long number) => (int)number == number ? (int)number : throw new FormatException($"The sketch holds {number} where a small number belongs.");
}
