using Reliability.Sketches;
using Reliability.TestServers;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Tests;

internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ExperimentId Button = new("shop", "button");

    /// <summary>A prefix that no other test uses.</summary>
    public static string Prefix() => $"test-{Guid.NewGuid():N}";

    /// <summary>A store on the node that all tests share.</summary>
    public static async ValueTask<RedisStore> StoreAsync(string prefix, string settings = "") =>
        Store((await SharedServers.RedisAsync()).ConnectionString + settings, prefix);

    /// <summary>A store on the Cluster that all tests share.</summary>
    public static async ValueTask<RedisStore> ClusterStoreAsync(string prefix) =>
        Store((await SharedServers.RedisClusterAsync()).ConnectionString, prefix);

    public static RedisStore Store(string configuration, string? prefix = null) =>
        new(new RedisStoreOptions { Configuration = configuration, Prefix = prefix ?? Prefix() });

    /// <summary>How many leases of a service the hash holds, which also holds the last token.</summary>
    public static async ValueTask<long> CountLeasesAsync(Func<Task<string>> configuration, string prefix, string service)
    {
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(await configuration());
        return await connection.GetDatabase().HashLengthAsync($"{prefix}:v3:{{{service}}}:l:leases") - 1;
    }

    public static SeriesBatch Batch(long sequence, params IEnumerable<SeriesDelta> deltas) => new("shop", "producer", sequence, deltas);

    public static SeriesDelta Events(int minute, long count, string series = "orders") =>
        new(series, new SeriesBucket(Noon.AddMinutes(minute), count, count));

    /// <summary>Some values of a series in a minute, with their sketch.</summary>
    public static SeriesDelta Latency(int minute, int count, string series = "orders")
    {
        var sketch = new QuantileSketch();
        sketch.Add(0.05 + Math.Abs(minute % 7), count);
        return new SeriesDelta(series, new SeriesBucket(Noon.AddMinutes(minute), count, count)
        {
            ScaledSum = count,
            Min = 0.05,
            Max = 7,
            Sketch = sketch,
        });
    }

    /// <summary>The buckets of a series in each tier, read with one call.</summary>
    public static ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadTiersAsync(this RedisStore store, string series = "orders") =>
        store.Series.ReadAsync(
            [
                .. Enum.GetValues<SeriesResolution>().Select(resolution => new SeriesQuery(
                    new SeriesId("shop", series), resolution, Noon.AddDays(-5), Noon.AddDays(5)) { IncludeSketches = true }),
            ],
            CancellationToken.None);

    /// <summary>Requires that each tier has as many events as given, and each bucket a sketch of as many.</summary>
    public static async Task ShouldHaveSketchesAsync(this RedisStore store, long events, string series = "orders")
    {
        foreach (IReadOnlyList<SeriesBucket> buckets in await store.ReadTiersAsync(series))
        {
            buckets.Sum(bucket => bucket.Count).Should().Be(events);
            buckets.Should().OnlyContain(bucket => bucket.Sketch!.Count == bucket.Count);
        }
    }

    public static ValueTask<AppendOutcome> AppendAsync(this RedisStore store, long sequence, params IEnumerable<SeriesDelta> deltas) =>
        store.Series.AppendAsync(Batch(sequence, deltas), CancellationToken.None);

    public static async Task<List<SeriesBucket>> ReadAsync(
        this RedisStore store, SeriesResolution resolution = SeriesResolution.Minute, string series = "orders", string service = "shop")
    {
        List<SeriesBucket> buckets = [];
        var query = new SeriesQuery(new SeriesId(service, series), resolution, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
        {
            IncludeSketches = true,
        };
        await foreach (SeriesBucket bucket in store.Series.ReadAsync(query, CancellationToken.None))
        {
            buckets.Add(bucket);
        }

        return buckets;
    }

    public static async Task<long> CountAsync(this RedisStore store, SeriesResolution resolution = SeriesResolution.Minute) =>
        (await store.ReadAsync(resolution)).Sum(bucket => bucket.Count);

    public static EnrollmentEntry Exposed(string unit, string variant = "a") => new()
    {
        Kind = EnrollmentKind.Exposure,
        Unit = unit,
        Variant = variant,
        Value = 0,
        Second = 0,
        Time = Noon,
    };

    public static EnrollmentEntry First(string unit, string metric = "buy") => new()
    {
        Kind = EnrollmentKind.First,
        Unit = unit,
        Metric = metric,
        Value = 1,
        Second = 0,
        Time = Noon,
    };

    public static EnrollmentEntry Sum(string unit, double value, string metric = "spent") => new()
    {
        Kind = EnrollmentKind.Sum,
        Unit = unit,
        Metric = metric,
        Value = value,
        Second = 0,
        Time = Noon,
    };

    public static ValueTask<EnrollmentResult> EnrollAsync(
        this RedisStore store,
        string producer,
        long sequence,
        params IEnumerable<EnrollmentEntry> entries) =>
        store.Enrollments.ApplyAsync(new EnrollmentBatch(Button, producer, sequence, entries), CancellationToken.None);
}
