using Reliability.Sketches;

namespace Reliability.Storage.Postgres.Tests;

/// <summary>Short words for what the tests write and read.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static SeriesDelta Events(int minute, long count, long good, string series = "orders", double value = 0) =>
        new(series, new SeriesBucket(Noon.AddMinutes(minute), count, good)
        {
            ScaledSum = count * value * SeriesBucket.SumScale,
            Min = value,
            Max = value,
        });

    public static SeriesDelta Sketch(int minute, QuantileSketch sketch, string series = "orders") =>
        new(series, new SeriesBucket(Noon.AddMinutes(minute), sketch.Count, 0) { ScaledSum = 0, Min = 0, Max = 0, Sketch = sketch });

    /// <summary>Events with a sketch of their values.</summary>
    public static SeriesDelta Values(int minute, string series, params IEnumerable<double> values)
    {
        var sketch = new QuantileSketch();
        foreach (double value in values)
        {
            sketch.Add(value);
        }

        return Sketch(minute, sketch, series);
    }

    public static SeriesBatch Batch(long sequence, params IEnumerable<SeriesDelta> deltas) => new("shop", "p", sequence, deltas);

    public static ValueTask<AppendOutcome> AppendAsync(this PostgresStore store, long sequence, params SeriesDelta[] deltas) =>
        store.Series.AppendAsync(Batch(sequence, deltas), CancellationToken.None);

    public static Task<List<SeriesBucket>> HoursAsync(this PostgresStore store, string series = "orders") =>
        store.ReadAsync(SeriesResolution.Hour, series);

    /// <summary>All buckets of a tier, with their sketches.</summary>
    public static async Task<List<SeriesBucket>> ReadAsync(
        this PostgresStore store,
        SeriesResolution tier,
        string series = "orders") => await store.Series.ReadAsync(
        new SeriesQuery(new SeriesId("shop", series), tier, DateTimeOffset.MinValue, DateTimeOffset.MaxValue) { IncludeSketches = true },
        CancellationToken.None).ToListAsync();

    public static ValueTask<long> FoldAsync(this PostgresStore store) => store.Series.FoldAsync("shop", CancellationToken.None);

    /// <summary>
    /// Expects every bucket of every tier to hold as many events as its sketch, and returns the events of the tier of hours.
    /// </summary>
    public static async Task<long> SketchedAsync(this PostgresStore store, params string[] series)
    {
        IReadOnlyList<IReadOnlyList<SeriesBucket>> tiers = await store.Series.ReadAsync(
            [
                .. from name in series
                   from tier in Enum.GetValues<SeriesResolution>()
                   select new SeriesQuery(new SeriesId("shop", name), tier, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
                   {
                       IncludeSketches = true,
                   },
            ],
            CancellationToken.None);
        tiers.SelectMany(buckets => buckets).Where(bucket => bucket.Count != bucket.Sketch?.Count).Should().BeEmpty();
        tiers.Chunk(3).Should().OnlyContain(one =>
            one[0].Sum(bucket => bucket.Count) == one[1].Sum(bucket => bucket.Count)
            && one[1].Sum(bucket => bucket.Count) == one[2].Sum(bucket => bucket.Count));
        return tiers.Where((_, i) => i % 3 == (int)SeriesResolution.Hour).Sum(buckets => buckets.Sum(bucket => bucket.Count));
    }

    public static async Task<long> CountAsync(
        this PostgresStore store,
        string series = "orders") => (await store.HoursAsync(series)).Sum(hour => hour.Count);
}
