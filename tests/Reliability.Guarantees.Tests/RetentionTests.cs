using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>What is old is removed while writers write.</summary>
[Trait("guarantee", "8")]
public sealed class RetentionTests
{
    private const int Writers = 4;
    private const int Batches = 25;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly SeriesRetention Retention = new(TimeSpan.FromHours(2), TimeSpan.FromHours(10));

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    [InlineData("Redis Cluster")]
    public async Task Removes_what_is_old_and_nothing_else(string kind)
    {
        using var files = new Files();
        await using IReliabilityStore store = (await Stores.NewAsync(kind, files)).Open();
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store.Series, writer)))];
        Task all = Task.WhenAll(writers);
        do
        {
            await store.Series.TrimAsync(Retention, Now, CancellationToken.None);
        }
        while (!all.IsCompleted);
        await all;
        await store.Series.TrimAsync(Retention, Now, CancellationToken.None);

        (await CountsAsync(store.Series, SeriesResolution.Minute)).Should().Equal(ExpectedAfter(Now.AddHours(-2), SeriesResolution.Minute));
        (await CountsAsync(store.Series, SeriesResolution.Hour)).Should().Equal(ExpectedAfter(Now.AddHours(-10), SeriesResolution.Hour));
    }

    /// <summary>Batch i of each writer counts one event, i halves of an hour ago.</summary>
    private static async Task WriteAsync(ISeriesStore store, int writer)
    {
        for (int i = 0; i < Batches; i++)
        {
            var bucket = new SeriesBucket(Now.AddMinutes(-30 * i), count: 1, good: 1);
            await store.AppendAsync(new SeriesBatch(Workload.Service, $"writer {writer}", i + 1, [new SeriesDelta(Workload.Checkout.Name, bucket)]), CancellationToken.None);
        }
    }

    private static IEnumerable<(DateTimeOffset, long)> ExpectedAfter(DateTimeOffset cutoff, SeriesResolution tier) =>
        from i in Enumerable.Range(0, Batches)
        group i by tier.StartOf(Now.AddMinutes(-30 * i)) into bucket
        where bucket.Key + tier.Length() > cutoff
        orderby bucket.Key
        select (bucket.Key, (long)bucket.Count() * Writers);

    private static async Task<List<(DateTimeOffset, long)>> CountsAsync(ISeriesStore store, SeriesResolution tier)
    {
        var counts = new List<(DateTimeOffset, long)>();
        await foreach (SeriesBucket bucket in store.ReadAsync(new SeriesQuery(Workload.Checkout, tier, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), CancellationToken.None))
        {
            counts.Add((bucket.Start, bucket.Count));
        }

        return counts;
    }
}
