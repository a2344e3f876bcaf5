using Reliability.Benchmarks.Recording;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Benchmarks.Storage.Sizing;

/// <summary>Measurements of a day and of a month, in the order in which they come about.</summary>
internal sealed class SizingFill(bool withSketches)
{
    public const int Slos = 50;
    public const int HourDays = 30;

    private const int Distributions = 64;
    private const int EventsPerMinute = 600;
    private const int StepsToTidy = 5;
    private static readonly DateTimeOffset Start = new(
        TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-HourDays - 1),
        TimeSpan.Zero);

    // An hour's values spread further than a minute's: the rare ones are there, too.
    private readonly QuantileSketch[] _minutes = Sketches(EventsPerMinute);
    private readonly QuantileSketch[] _hours = Sketches(60 * EventsPerMinute);

    /// <summary>Opens a store and closes it: what is there before the first event.</summary>
    public static async Task OpenAsync(StoreHost host)
    {
        await using IReliabilityStore store = host.Open();
        await store.InitializeAsync(CancellationToken.None);
    }

    /// <summary>A day of minutes, of which the store makes the hours.</summary>
    public Task DayAsync(StoreHost host) => WriteAsync(host, 24 * 60, TimeSpan.FromMinutes(1), SeriesTiers.All, EventsPerMinute, _minutes);

    /// <summary>Hours alone.</summary>
    public Task HoursAsync(StoreHost host) =>
        WriteAsync(host, HourDays * 24, TimeSpan.FromHours(1), SeriesTiers.Hour, 60 * EventsPerMinute, _hours);

    private static QuantileSketch[] Sketches(int events) =>
    [
        .. Enumerable.Range(1, Distributions).Select(seed =>
        {
            var sketch = new QuantileSketch();
            foreach (TimeSpan duration in Workload.Durations(events, seed))
            {
                sketch.Add(duration.TotalSeconds);
            }

            return sketch;
        }),
    ];

    private async Task WriteAsync(StoreHost host, int steps, TimeSpan step, SeriesTiers tiers, int events, QuantileSketch[] sketches)
    {
        await using IReliabilityStore store = host.Open();
        for (int i = 0; i < steps; i++)
        {
            var deltas = Enumerable.Range(0, Slos).Select(slo => new SeriesDelta(
                $"route-{slo:00}",
                new SeriesBucket(
                    Start + (i * step),
                    events,
                    events - (i % 3),
                    events * 740_000.0,
                    0.004,
                    0.61,
                    withSketches ? sketches[(i + slo) % Distributions] : null),
                tiers));
            await store.Series.AppendAsync(new SeriesBatch("shop", "fill", i + 1, deltas), CancellationToken.None);
            if (i % StepsToTidy == 0)
            {
                await host.TidyAsync();
            }
        }
    }
}
