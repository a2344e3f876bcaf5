using System.Globalization;
using Reliability.Sketches;
using Xunit;

namespace Reliability.Storage.Conformance.Internal;

/// <summary>Helper methods of the series suite.</summary>
internal static class SeriesScript
{
    public const string Service = "shop";
    public const string Producer = "producer-1";

    /// <summary>A full hour, so that minutes 0 to 59 share one hour bucket.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static SeriesId Series(string name = "orders", string service = Service) => new(service, name);

    /// <summary>Returns events in the given minute after noon that all have the same value.</summary>
    public static SeriesDelta Events(int minute, long count, long? good = null, string series = "orders", double value = 0) =>
        new(series, new SeriesBucket(Noon.AddMinutes(minute), count, good ?? count)
        {
            ScaledSum = count * value * SeriesBucket.SumScale,
            Min = value,
            Max = value,
        });

    /// <summary>Returns one event for each value in the given minute after noon, with a sketch.</summary>
    public static SeriesDelta Values(int minute, params double[] values)
    {
        var sketch = new QuantileSketch();
        foreach (double value in values)
        {
            sketch.Add(value);
        }

        return new("orders", new SeriesBucket(Noon.AddMinutes(minute), values.Length, values.Length)
        {
            ScaledSum = values.Sum() * SeriesBucket.SumScale,
            Min = values.Min(),
            Max = values.Max(),
            Sketch = sketch,
        });
    }

    public static SeriesBatch Batch(long sequence, params IEnumerable<SeriesDelta> deltas) => new(Service, Producer, sequence, deltas);

    public static ValueTask<AppendOutcome> AppendAsync(this ISeriesStore store, long sequence, params SeriesDelta[] deltas) =>
        store.AppendAsync(Batch(sequence, deltas), CancellationToken.None);

    public static Task<List<SeriesBucket>> MinutesAsync(this ISeriesStore store, SeriesId? series = null, bool sketches = false) =>
        store.BucketsAsync(series, SeriesResolution.Minute, sketches);

    public static Task<List<SeriesBucket>> HoursAsync(this ISeriesStore store, SeriesId? series = null, bool sketches = false) =>
        store.BucketsAsync(series, SeriesResolution.Hour, sketches);

    public static Task<List<SeriesBucket>> DaysAsync(this ISeriesStore store, SeriesId? series = null, bool sketches = false) =>
        store.BucketsAsync(series, SeriesResolution.Day, sketches);

    public static Task<List<SeriesBucket>> BucketsAsync(
        this ISeriesStore store, SeriesId? series, SeriesResolution resolution, bool sketches) =>
        store.ListAsync(new SeriesQuery(series ?? Series(), resolution, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
        {
            IncludeSketches = sketches,
        });

    public static Task<List<SeriesBucket>> ListAsync(this ISeriesStore store, SeriesQuery query) =>
        store.ReadAsync(query, CancellationToken.None).ToListAsync();

    public static async Task<long> SumOfMinutesAsync(this ISeriesStore store, SeriesId? series = null) =>
        (await store.MinutesAsync(series)).Sum(bucket => bucket.Count);

    public static async Task<long> SumOfHoursAsync(this ISeriesStore store, SeriesId? series = null) =>
        (await store.HoursAsync(series)).Sum(bucket => bucket.Count);

    public static ValueTask<long> LastSequenceAsync(this ISeriesStore store, string producer = Producer, string service = Service) =>
        store.GetLastSequenceAsync(service, producer, CancellationToken.None);

    public static Task<List<SeriesId>> ListSeriesAsync(this ISeriesStore store) =>
        store.ListSeriesAsync(CancellationToken.None).ToListAsync();

    public static Task<List<SeriesProducer>> ListProducersAsync(this ISeriesStore store) =>
        store.ListProducersAsync(CancellationToken.None).ToListAsync();

    /// <summary>Returns events whose minute began a given time before the present minute. This is their age for retention.</summary>
    public static SeriesDelta Ago(this DateTimeOffset now, TimeSpan age, long count = 1, string series = "orders") =>
        new(series, new SeriesBucket(SeriesResolution.Minute.StartOf(now - age), count, count));

    /// <summary>
    /// Returns the present minute. A store without a clock uses its newest bucket as the present, so a test of retention adds one here.
    /// </summary>
    public static DateTimeOffset ThisMinute() => SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow());

    public static async Task<AppendOutcome> AppendAsync(
        this ISeriesStore store, string service, long sequence, IEnumerable<SeriesDelta> deltas, string producer = Producer) =>
        await store.AppendAsync(new SeriesBatch(service, producer, sequence, deltas), CancellationToken.None);

    public static async Task KeepAsync(this ISeriesStore store, TimeSpan minutes, TimeSpan hours, string service = Service) =>
        await store.SetRetentionAsync(service, new SeriesRetention(minutes, hours), CancellationToken.None);

    public static async Task<SeriesRetention?> RetentionAsync(this ISeriesStore store, string service = Service) =>
        await store.GetRetentionAsync(service, CancellationToken.None);

    /// <summary>Asserts that buckets are equal, including the bytes of their sketches.</summary>
    public static void AssertSame(IEnumerable<SeriesBucket> expected, IEnumerable<SeriesBucket> actual) =>
        Assert.Equal(expected.Select(Describe), actual.Select(Describe), StringComparer.Ordinal);

    public static string Describe(SeriesBucket bucket) => string.Create(
        CultureInfo.InvariantCulture,
        $"{bucket.Start:O} count={bucket.Count} good={bucket.Good} sum={bucket.ScaledSum} min={bucket.Min} max={bucket.Max} "
        + $"sketch={(bucket.Sketch is null ? "none" : Convert.ToHexString(bucket.Sketch.ToBytes()))}");
}
