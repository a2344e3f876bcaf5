using System.Globalization;
using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>Everything that a store holds of series, to the bit, as lines that can be compared.</summary>
internal static class Content
{
    public static async Task<IReadOnlyList<string>> OfAsync(ISeriesStore store)
    {
        var lines = new List<string>();
        await foreach (SeriesId series in store.ListSeriesAsync(CancellationToken.None))
        {
            foreach (SeriesResolution tier in Enum.GetValues<SeriesResolution>())
            {
                await foreach (SeriesBucket bucket in store.ReadAsync(Everything(series, tier), CancellationToken.None))
                {
                    lines.Add(Line(series, tier, bucket));
                }
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>What a store would hold that was given these batches.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(IEnumerable<SeriesBatch> batches)
    {
        var oracle = new InMemorySeriesStore();
        foreach (SeriesBatch batch in batches)
        {
            (await oracle.AppendAsync(batch, CancellationToken.None)).Should().Be(AppendOutcome.Applied);
        }

        return await OfAsync(oracle);
    }

    /// <summary>
    /// How many events a store holds, which must be as many in minutes as in hours and days, and each with its value in a sketch.
    /// </summary>
    public static async Task<long> CountAsync(ISeriesStore store)
    {
        // Two reads are not one moment: what a killed process had sent may still be applied between them. Then they are made again.
        long[] counts = [];
        for (int attempt = 0; attempt == 0 || (counts.Distinct().Count() > 1 && attempt < 10); attempt++)
        {
            counts =
            [
                await CountAsync(store, SeriesResolution.Minute),
                await CountAsync(store, SeriesResolution.Hour),
                await CountAsync(store, SeriesResolution.Day),
            ];
        }

        counts.Distinct().Should().ContainSingle("a batch adds to all tiers at once");
        return counts[0];
    }

    /// <summary>All buckets of a series as one.</summary>
    public static async Task<SeriesBucket> SumAsync(ISeriesStore store, SeriesId series, SeriesResolution tier)
    {
        SeriesBucket sum = default;
        await foreach (SeriesBucket bucket in store.ReadAsync(Everything(series, tier), CancellationToken.None))
        {
            sum = sum.Merge(bucket);
        }

        return sum;
    }

    private static async Task<long> CountAsync(ISeriesStore store, SeriesResolution tier)
    {
        SeriesBucket search = await SumAsync(store, Workload.Search, tier);
        (search.Sketch?.Count ?? 0).Should().Be(search.Count, "a value is counted and journaled at once");
        return (await SumAsync(store, Workload.Checkout, tier)).Count + search.Count;
    }

    private static SeriesQuery Everything(SeriesId series, SeriesResolution tier) =>
        new(series, tier, DateTimeOffset.MinValue, DateTimeOffset.MaxValue) { IncludeSketches = true };

    private static string Line(SeriesId series, SeriesResolution tier, SeriesBucket bucket) => string.Create(
        CultureInfo.InvariantCulture,
        $"{series} {tier} {bucket.Start.UtcDateTime:s} count {bucket.Count} good {bucket.Good} sum {bucket.ScaledSum:R} min "
            + $"{bucket.Min:R} max {bucket.Max:R} sketch {(bucket.Sketch is { } sketch ? Convert.ToHexString(sketch.ToBytes()) : "none")}");
}
