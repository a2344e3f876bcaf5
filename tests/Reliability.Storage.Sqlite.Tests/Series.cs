namespace Reliability.Storage.Sqlite.Tests;

/// <summary>The short words in which these tests are written.</summary>
internal static class Series
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly SeriesId Orders = new("shop", "orders");

    public static SeriesBatch Batch(long sequence, int minutes = 1) => new(
        "shop",
        "producer",
        sequence,
        Enumerable.Range(0, minutes).Select(minute => new SeriesDelta("orders", new SeriesBucket(Noon.AddMinutes(minute), 1, 1))));

    public static ValueTask<AppendOutcome> AppendAsync(this SqliteStore store, long sequence, int minutes = 1) =>
        store.Series.AppendAsync(Batch(sequence, minutes), CancellationToken.None);

    public static async Task<long> CountAsync(
        this SqliteStore store, SeriesResolution resolution = SeriesResolution.Minute, bool sketches = false)
    {
        long count = 0;
        var query = new SeriesQuery(Orders, resolution, DateTimeOffset.MinValue, DateTimeOffset.MaxValue) { IncludeSketches = sketches };
        await foreach (SeriesBucket bucket in store.Series.ReadAsync(query, CancellationToken.None))
        {
            count += bucket.Count;
        }

        return count;
    }

    public static ValueTask<long> LastSequenceAsync(this SqliteStore store) =>
        store.Series.GetLastSequenceAsync("shop", "producer", CancellationToken.None);
}
