using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>What is old is removed while writers write.</summary>
[Trait("guarantee", "8")]
public sealed class RetentionTests
{
    private const int Writers = 4;
    private const int Batches = 25;

    /// <summary>
    /// The newest event. Servers trim by their own clock, which is a quarter of an hour ahead of it, so that no minute lies at the limit.
    /// </summary>
    private static readonly DateTimeOffset Newest = SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow().AddMinutes(-15));
    private static readonly SeriesRetention Retention = new(TimeSpan.FromHours(2), TimeSpan.FromHours(10));

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    [InlineData("Redis Cluster")]
    public async Task Removes_what_is_old_and_nothing_else(string kind)
    {
        using var files = new Files();
        var time = new PassingTime();
        await using IReliabilityStore store = (await Stores.NewAsync(kind, files)).Open(timeProvider: time);
        await store.Series.SetRetentionAsync(Workload.Service, Retention, CancellationToken.None);
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store.Series, writer)))];
        Task all = Task.WhenAll(writers);
        do
        {
            time.Pass(TimeSpan.FromMinutes(10));
            await store.Series.TrimAsync(Workload.Service, CancellationToken.None);
        }
        while (!all.IsCompleted);
        await all;

        // Events that came later than their minutes are kept hold SQLite's horizon back; then it comes to the newest event.
        await store.Series.TrimAsync(Workload.Service, CancellationToken.None);
        time.Pass(TimeSpan.FromDays(100));

        DateTimeOffset before = NowOf(kind);
        await store.Series.TrimAsync(Workload.Service, CancellationToken.None);
        DateTimeOffset after = NowOf(kind);

        List<(DateTimeOffset, long)> minutes = await CountsAsync(store.Series, SeriesResolution.Minute);
        minutes.Should().Equal(ExpectedAfter(before - Retention.Minutes, SeriesResolution.Minute));

        // An hour may have ended meanwhile.
        List<(DateTimeOffset, long)> hours = await CountsAsync(store.Series, SeriesResolution.Hour);
        hours.Should()
            .Equal(ExpectedAfter(
                (hours.Count == ExpectedAfter(before - Retention.Hours, SeriesResolution.Hour).Count() ? before : after) - Retention.Hours,
                SeriesResolution.Hour));
    }

    private static DateTimeOffset NowOf(string kind) => kind == "SQLite" ? Newest : TimeProvider.System.GetUtcNow();

    /// <summary>Batch i of each writer counts one event, i halves of an hour ago.</summary>
    private static async Task WriteAsync(ISeriesStore store, int writer)
    {
        for (int i = 0; i < Batches; i++)
        {
            var bucket = new SeriesBucket(Newest.AddMinutes(-30 * i), count: 1, good: 1);
            await store.AppendAsync(
                new SeriesBatch(Workload.Service, $"writer {writer}", i + 1, [new SeriesDelta(Workload.Checkout.Name, bucket)]),
                CancellationToken.None);
        }
    }

    private static IEnumerable<(DateTimeOffset, long)> ExpectedAfter(DateTimeOffset cutoff, SeriesResolution tier) =>
        from i in Enumerable.Range(0, Batches)
        group i by tier.StartOf(Newest.AddMinutes(-30 * i)) into bucket
        where bucket.Key + tier.Length() > cutoff
        orderby bucket.Key
        select (bucket.Key, (long)bucket.Count() * Writers);

    private static async Task<List<(DateTimeOffset, long)>> CountsAsync(ISeriesStore store, SeriesResolution tier)
    {
        var counts = new List<(DateTimeOffset, long)>();
        await foreach (SeriesBucket bucket in store.ReadAsync(
            new SeriesQuery(Workload.Checkout, tier, DateTimeOffset.MinValue, DateTimeOffset.MaxValue),
            CancellationToken.None))
        {
            counts.Add((bucket.Start, bucket.Count));
        }

        return counts;
    }
}
