using Reliability.Sketches;

namespace Reliability.Storage.Postgres.Tests;

/// <summary>Short words for what the tests write and read.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static SeriesDelta Events(int minute, long count, long good, string series = "orders", double value = 0) =>
        new(series, new SeriesBucket(Noon.AddMinutes(minute), count, good, count * value * SeriesBucket.SumScale, value, value));

    public static SeriesDelta Sketch(
        int minute,
        QuantileSketch sketch) => new("orders", new SeriesBucket(Noon.AddMinutes(minute), sketch.Count, 0, 0, 0, 0, sketch));

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

    public static async Task<long> CountAsync(
        this PostgresStore store,
        string series = "orders") => (await store.HoursAsync(series)).Sum(hour => hour.Count);
}
