using Reliability.Storage;

namespace Reliability.Benchmarks.Storage;

/// <summary>
/// What one process writes every second: a delta for each of its series, all of one minute, each in a batch with a new sequence.
/// </summary>
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
    private readonly SeriesDelta[] _outcomes;
    private readonly SeriesDelta[] _values;
    private DateTimeOffset _newMinute;
    private long _sequence;

    public FlushWorkload(int seriesCount = SeriesCount, string producer = "benchmark")
    {
        _producer = producer;
        Names = [.. Enumerable.Range(0, seriesCount).Select(i => $"route-{i:0000}")];
        _outcomes = Deltas(minute => new SeriesBucket(minute, Count, Good), Present);
        _values = Deltas(minute => new SeriesBucket(minute, Count, Good) { ScaledSum = ScaledSum, Min = Min, Max = Max }, Present);
        _newMinute = Present.AddDays(-7);
    }

    public string[] Names { get; }

    /// <summary>The minute that most flushes add to: all but the first of every minute find its buckets in place.</summary>
    public DateTimeOffset Present { get; } = SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow());

    /// <summary>A flush of the present minute once more: outcomes, which have counts and no values.</summary>
    public SeriesBatch Outcomes() => Batch(_outcomes);

    /// <summary>The same with sum, least and greatest value.</summary>
    public SeriesBatch Values() => Batch(_values);

    /// <summary>The first outcomes of a minute.</summary>
    public SeriesBatch FirstOutcomes() => Batch(Deltas(minute => new SeriesBucket(minute, Count, Good), NextMinute()));

    /// <summary>The first values of a minute.</summary>
    public SeriesBatch FirstValues() => Batch(Deltas(minute => new SeriesBucket(minute, Count, Good)
    {
        ScaledSum = ScaledSum,
        Min = Min,
        Max = Max,
    }, NextMinute()));

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
        await store.AppendAsync(Outcomes(), CancellationToken.None);
        var query = new SeriesQuery(new SeriesId(Service, Names[^1]), SeriesResolution.Minute, Present, Present.AddMinutes(1));
        SeriesBucket bucket = await store.ReadAsync(query, CancellationToken.None).SingleAsync();
        Require(store.GetType().Name, bucket.Count);
    }

    private SeriesBatch Batch(SeriesDelta[] deltas) => new(Service, _producer, ++_sequence, deltas);

    private SeriesDelta[] Deltas(Func<DateTimeOffset, SeriesBucket> bucket, DateTimeOffset minute) =>
        [.. Names.Select(name => new SeriesDelta(name, bucket(minute)))];
}
