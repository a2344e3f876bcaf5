using System.IO.Hashing;
using System.Text;
using Reliability.Benchmarks.Recording;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Benchmarks.Storage.Series;

/// <summary>
/// What processes write every second for 500 latency objectives: each flush has other latencies, 60 flushes make a minute.
/// </summary>
internal sealed class LatencyWorkload
{
    public const int SeriesCount = 500;
    public const int FlushesPerMinute = 60;

    private const int Samples = 512;

    private static readonly string[] Names = [.. Enumerable.Range(0, SeriesCount).Select(i => $"route-{i:000}")];

    // In the past, so that no flush is ahead of the clock of a server.
    private readonly DateTimeOffset _start = SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow().AddHours(-3));
    private readonly SeriesBucket[] _samples;

    /// <param name="events">The events of each series in a flush.</param>
    public LatencyWorkload(int events)
    {
        Events = events;
        _samples = [.. Enumerable.Range(1, Samples).Select(seed => Sample(events, seed))];
    }

    public int Events { get; }

    /// <summary>The same batch for the same arguments, except for its sketches.</summary>
    public SeriesBatch Batch(string service, string producer, long sequence, bool withSketches)
    {
        DateTimeOffset minute = _start.AddMinutes((sequence - 1) / FlushesPerMinute);
        long first = (31 * sequence) + (long)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(producer)) % Samples);
        return new SeriesBatch(service, producer, sequence, Names.Select((name, i) =>
        {
            SeriesBucket bucket = _samples[(first + i) % Samples] with { Start = minute };
            return new SeriesDelta(name, withSketches ? bucket : bucket.WithoutSketch());
        }));
    }

    /// <summary>Makes sure that a series holds what some flushes brought, in counts and in sketches.</summary>
    public async Task RequireAsync(ISeriesStore store, string service, long flushes)
    {
        var query = new SeriesQuery(
            new SeriesId(service, Names[0]), SeriesResolution.Hour, _start.AddHours(-1), _start.AddDays(1))
        { IncludeSketches = true };
        SeriesSummary summary = (await store.SummarizeAsync([query], CancellationToken.None))[0];
        if (summary.Total.Count != flushes * Events || summary.Total.Sketch?.Count != summary.Total.Count)
        {
            throw new InvalidOperationException(
                $"The store has {summary.Total.Count} events and sketches of {summary.Total.Sketch?.Count} instead of "
                    + $"{flushes * Events}; the comparison would be void.");
        }
    }

    private static SeriesBucket Sample(int events, int seed)
    {
        TimeSpan[] durations = Workload.Durations(events, seed);
        var sketch = new QuantileSketch();
        foreach (TimeSpan duration in durations)
        {
            sketch.Add(duration.TotalSeconds);
        }

        return new SeriesBucket(default, events, durations.Count(duration => duration < TimeSpan.FromMilliseconds(300)))
        {
            ScaledSum = durations.Sum(duration => duration.Ticks),
            Min = durations.Min().TotalSeconds,
            Max = durations.Max().TotalSeconds,
            Sketch = sketch,
        };
    }
}
