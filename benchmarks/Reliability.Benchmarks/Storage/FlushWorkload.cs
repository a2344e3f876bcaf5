using Reliability.Benchmarks.Recording;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Benchmarks.Storage;

/// <summary>What one process writes every second: a delta for each of its series, all of one minute, each in a batch with a new sequence.</summary>
internal sealed class FlushWorkload
{
    /// <summary>Series in a flush.</summary>
    public const int SeriesCount = 500;

    /// <summary>Events of each series in a flush.</summary>
    public const int Count = 100;

    /// <summary>How many of them are good.</summary>
    public const int Good = 99;

    /// <summary>The sum of their values in units of 10⁻⁷.</summary>
    public const double ScaledSum = 74_000_000;

    public const double Min = 0.004;
    public const double Max = 0.61;
    public const string Service = "shop";

    private readonly string _producer;
    private readonly QuantileSketch _sketch = Sketch();
    private readonly SeriesDelta[] _present;
    private readonly SeriesDelta[] _presentWithSketches;
    private DateTimeOffset _newMinute;
    private long _sequence;

    public FlushWorkload(int seriesCount = SeriesCount, string producer = "benchmark")
    {
        _producer = producer;
        Names = [.. Enumerable.Range(0, seriesCount).Select(i => $"route-{i:0000}")];
        _present = Deltas(Present, null);
        _presentWithSketches = Deltas(Present, _sketch);
        _newMinute = Present.AddDays(-7);
    }

    public string[] Names { get; }

    /// <summary>The minute that most flushes add to: all but the first of every minute find its buckets in place.</summary>
    public DateTimeOffset Present { get; } = SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow());

    /// <summary>A flush of the present minute once more.</summary>
    public SeriesBatch Again() => Batch(_present);

    /// <summary>The same with the distribution of the values.</summary>
    public SeriesBatch AgainWithSketches() => Batch(_presentWithSketches);

    /// <summary>The first flush of a minute.</summary>
    public SeriesBatch First() => Batch(Deltas(NextMinute(), null));

    /// <summary>A minute that nothing was written to yet.</summary>
    public DateTimeOffset NextMinute() => _newMinute = _newMinute.AddMinutes(1);

    /// <summary>Makes sure that a flush arrived: a store or a peer that does nothing would look fast.</summary>
    public static void Require(string who, long counted)
    {
        if (counted != Count)
        {
            throw new InvalidOperationException($"{who} counted {counted} of {Count} events; the comparison would be void.");
        }
    }

    /// <summary>Flushes once and makes sure that it arrived.</summary>
    public async Task ProveAsync(ISeriesStore store)
    {
        await store.AppendAsync(Again(), CancellationToken.None);
        var query = new SeriesQuery(new SeriesId(Service, Names[^1]), SeriesResolution.Minute, Present, Present.AddMinutes(1));
        SeriesBucket bucket = await store.ReadAsync(query, CancellationToken.None).SingleAsync();
        Require(store.GetType().Name, bucket.Count);
    }

    private static QuantileSketch Sketch()
    {
        var sketch = new QuantileSketch();
        foreach (TimeSpan duration in Workload.Durations(Count))
        {
            sketch.Add(duration.TotalSeconds);
        }

        return sketch;
    }

    private SeriesBatch Batch(SeriesDelta[] deltas) => new(Service, _producer, ++_sequence, deltas);

    private SeriesDelta[] Deltas(DateTimeOffset minute, QuantileSketch? sketch) =>
        [.. Names.Select(name => new SeriesDelta(name, new SeriesBucket(minute, Count, Good, ScaledSum, Min, Max, sketch)))];
}
