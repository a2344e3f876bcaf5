using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>Declares a series that a <see cref="ReliabilityRecorder"/> fills: its name, what its events look like and which of them are good.</summary>
public sealed record SeriesDefinition
{
    private SeriesDefinition(SeriesId id, SeriesKind kind, double limit = 0, bool goodAtLeast = false)
    {
        Id = id;
        Name = id.Name;
        Kind = kind;
        Limit = limit;
        GoodAtLeast = goodAtLeast;
    }

    /// <summary>The name of the series.</summary>
    public SeriesId Id { get; }

    /// <summary>The name by which a recorder hands it out, such as that of its objective. Default: that of the series within its service.</summary>
    public string Name { get; init; }

    /// <summary>What the events look like.</summary>
    public SeriesKind Kind { get; }

    /// <summary>
    /// The threshold of a latency in seconds, the scale of a score, or the limit of a measurement; 0 for outcomes.
    /// </summary>
    public double Limit { get; }

    /// <summary>Whether a measurement is good at or above its limit rather than at or below.</summary>
    public bool GoodAtLeast { get; }

    internal bool KeepsSketch => Kind is SeriesKind.Latency or SeriesKind.Measurement;

    /// <summary>A series of events that are good or bad.</summary>
    /// <param name="id">The name.</param>
    public static SeriesDefinition Outcomes(SeriesId id) => new(id, SeriesKind.Outcome);

    /// <summary>A series of durations, good when at most <paramref name="threshold"/>.</summary>
    /// <param name="id">The name.</param>
    /// <param name="threshold">The longest good duration, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is zero or negative.</exception>
    public static SeriesDefinition Latencies(SeriesId id, TimeSpan threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(threshold, TimeSpan.Zero);
        return new SeriesDefinition(id, SeriesKind.Latency, threshold.TotalSeconds);
    }

    /// <summary>A series of scores from 0 to <paramref name="scale"/>, each of which earns its share of the scale.</summary>
    /// <param name="id">The name.</param>
    /// <param name="scale">The best score, above zero and at most 10⁹.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is outside its range.</exception>
    public static SeriesDefinition Scores(SeriesId id, double scale)
    {
        if (!(scale > 0 && scale <= 1e9))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "A scale is above 0 and at most 1000000000.");
        }

        return new SeriesDefinition(id, SeriesKind.Score, scale);
    }

    /// <summary>A series of any numbers, good when they lie on one side of a limit.</summary>
    /// <param name="id">The name.</param>
    /// <param name="limit">The limit itself is good; any finite number.</param>
    /// <param name="goodAtLeast">Whether values at or above the limit are good, rather than those at or below.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is NaN or infinite.</exception>
    public static SeriesDefinition Measurements(SeriesId id, double limit, bool goodAtLeast = false)
    {
        if (!double.IsFinite(limit))
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit is a finite number.");
        }

        return new SeriesDefinition(id, SeriesKind.Measurement, limit, goodAtLeast);
    }
}
