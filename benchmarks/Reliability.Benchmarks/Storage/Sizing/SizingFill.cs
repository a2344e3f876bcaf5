using Reliability.Benchmarks.Recording;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Benchmarks.Storage.Sizing;

/// <summary>Measurements of 600 events a minute, in the order in which they come about.</summary>
internal sealed class SizingFill(bool withSketches)
{
    public const int Slos = 12;

    private const string Service = "shop";
    private const int EventsPerMinute = 600;
    private const int MinutesPerHour = 60;
    private const int MinutesPerDay = 24 * MinutesPerHour;
    private const int MinutesToTidy = 15;

    /// <summary>How many buckets of closed time a batch brings.</summary>
    private const int BucketsAtOnce = 24;

    private static readonly DateTimeOffset End = SeriesResolution.Day.StartOf(TimeProvider.System.GetUtcNow());

    // The values of an hour spread further than those of a minute: the rare ones are there, too.
    private readonly QuantileSketch[] _minutes = Sketches(EventsPerMinute, 64);
    private readonly QuantileSketch[] _hours = Sketches(MinutesPerHour * EventsPerMinute, 32);
    private readonly QuantileSketch[] _days = Sketches(MinutesPerDay * EventsPerMinute, 8);

    /// <summary>Opens a store and closes it: what is there before the first event.</summary>
    public static async Task OpenAsync(StoreHost host)
    {
        await using IReliabilityStore store = host.Open();
        await store.InitializeAsync(CancellationToken.None);
    }

    /// <summary>
    /// Writes hours of all tiers, as they come about: each producer brings its share of each minute, and each minute is folded after it.
    /// </summary>
    public async Task HoursAsync(StoreHost host, int hours, int producers)
    {
        QuantileSketch[] shares = producers == 1 ? _minutes : Sketches(EventsPerMinute / producers, 64);
        await using IReliabilityStore store = host.Open();
        for (int minute = 0; minute < hours * MinutesPerHour; minute++)
        {
            DateTimeOffset start = End.AddDays(-1).AddMinutes(minute);
            for (int producer = 0; producer < producers; producer++)
            {
                int sample = minute + (7 * producer);
                await AppendAsync(
                    store, $"producer-{producer}", minute + 1, SeriesTiers.All, [(start, sample)], EventsPerMinute / producers, shares);
            }

            await store.Series.FoldAsync(Service, CancellationToken.None);
            if (minute % MinutesToTidy == 0)
            {
                await host.TidyAsync();
            }
        }
    }

    /// <summary>Writes what is kept by default, each tier by itself, with sketches where they are kept.</summary>
    public async Task DefaultRetentionAsync(StoreHost host)
    {
        await using IReliabilityStore store = host.Open();
        long sequence = 0;
        await TierAsync(SeriesResolution.Day, MinutesPerDay * EventsPerMinute, _days);
        await TierAsync(SeriesResolution.Hour, MinutesPerHour * EventsPerMinute, _hours);
        await TierAsync(SeriesResolution.Minute, EventsPerMinute, _minutes);

        async Task TierAsync(SeriesResolution tier, int events, QuantileSketch[] sketches)
        {
            int buckets = (int)(SeriesRetention.Default.Of(tier) / tier.Length());
            int bucketsWithSketch = (int)(SeriesRetention.Default.Sketches.Of(tier) / tier.Length());
            IEnumerable<(DateTimeOffset Start, int Sample)> all =
                Enumerable.Range(0, buckets).Select(i => (End - ((buckets - i) * tier.Length()), i));
            foreach ((DateTimeOffset Start, int Sample)[] some in all.Chunk(BucketsAtOnce))
            {
                bool hasSketches = buckets - some[^1].Sample <= bucketsWithSketch;
                await AppendAsync(store, "fill", ++sequence, tier.ToTiers(), some, events, hasSketches ? sketches : null);
                await store.Series.FoldAsync(Service, CancellationToken.None);
            }

            await host.TidyAsync();
        }
    }

    private static QuantileSketch[] Sketches(int events, int count) =>
    [
        .. Enumerable.Range(1, count).Select(seed =>
        {
            var sketch = new QuantileSketch();
            foreach (TimeSpan duration in Workload.Durations(events, seed))
            {
                sketch.Add(duration.TotalSeconds);
            }

            return sketch;
        }),
    ];

    private async Task AppendAsync(
        IReliabilityStore store,
        string producer,
        long sequence,
        SeriesTiers tiers,
        (DateTimeOffset Start, int Sample)[] buckets,
        int events,
        QuantileSketch[]? sketches)
    {
        var deltas =
            from bucket in buckets
            from slo in Enumerable.Range(0, Slos)
            let sketch = withSketches ? sketches?[(bucket.Sample + slo) % sketches.Length] : null
            let values = new SeriesBucket(bucket.Start, events, events - (bucket.Sample % 3))
            {
                ScaledSum = events * 740_000.0,
                Min = 0.004,
                Max = 0.61,
                Sketch = sketch,
            }
            select new SeriesDelta($"route-{slo:00}", values, tiers);
        await store.Series.AppendAsync(new SeriesBatch(Service, producer, sequence, deltas), CancellationToken.None);
    }
}
