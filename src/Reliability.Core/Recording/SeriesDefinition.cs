using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>
/// Declares a series of a <see cref="ReliabilityRecorder"/>: its name, the kind of its events, and which of them are good.
/// </summary>
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

    /// <summary>Gets the identity of the series.</summary>
    public SeriesId Id { get; }

    /// <summary>
    /// Gets the name of the series within the recorder, such as the name of its objective. The default is the name of the series within its
    /// service.
    /// </summary>
    public string Name { get; init; }

    /// <summary>Gets the kind of the events.</summary>
    public SeriesKind Kind { get; }

    /// <summary>
    /// Gets the threshold of a latency in seconds, the scale of a score, or the limit of a measurement. It is 0 for outcomes.
    /// </summary>
    public double Limit { get; }

    /// <summary>Gets a value indicating whether a measurement is good at or above its limit, rather than at or below it.</summary>
    public bool GoodAtLeast { get; }

    /// <summary>
    /// Gets the dimension by which the events are counted separately, besides in their total, such as <c>region</c>: 1 to 200 bytes
    /// of UTF-8 without control characters. Default: <see langword="null"/>, none.
    /// </summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public string? SplitBy { get; init => field = value is null ? null : StoreName.Require(value, nameof(value)); }

    /// <summary>Gets the threshold of a latency in ticks. Rounded, because 43 ms would otherwise become 42.9999 ms.</summary>
    internal long LimitTicks => (long)Math.Round(Limit * TimeSpan.TicksPerSecond);

    internal bool KeepsSketch => Kind is SeriesKind.Latency or SeriesKind.Measurement;

    /// <summary>Returns the definition of a series of the same kind next to this one.</summary>
    internal SeriesDefinition NextTo(SeriesId id) => new(id, Kind, Limit, GoodAtLeast) { Name = Name };

    /// <summary>Creates the definition of a series of events that are good or bad.</summary>
    /// <param name="id">The identity of the series.</param>
    public static SeriesDefinition Outcomes(SeriesId id) => new(id, SeriesKind.Outcome);

    /// <summary>Creates the definition of a series of durations, which are good if they are at most <paramref name="threshold"/>.</summary>
    /// <param name="id">The identity of the series.</param>
    /// <param name="threshold">The maximum duration of a good event, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is zero or negative.</exception>
    public static SeriesDefinition Latencies(SeriesId id, TimeSpan threshold)
    {
        Check.Positive(threshold, nameof(threshold));
        return new SeriesDefinition(id, SeriesKind.Latency, threshold.TotalSeconds);
    }

    /// <summary>
    /// Creates the definition of a series of scores from 0 to <paramref name="scale"/>. A score of s counts as the share s/scale of a good
    /// event.
    /// </summary>
    /// <param name="id">The identity of the series.</param>
    /// <param name="scale">The maximum score, above zero and at most 10⁹.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is outside its range.</exception>
    public static SeriesDefinition Scores(SeriesId id, double scale)
    {
        if (!(scale > 0 && scale <= 1e9))
        {
            throw Check.OutOfRange(scale, "The scale must be above 0 and at most 1000000000.", nameof(scale));
        }

        return new SeriesDefinition(id, SeriesKind.Score, scale);
    }

    /// <summary>Creates the definition of a series of numbers, which are good on one side of a limit.</summary>
    /// <param name="id">The identity of the series.</param>
    /// <param name="limit">Any finite number. The limit itself is good.</param>
    /// <param name="goodAtLeast"><see langword="true"/> if values at or above the limit are good, rather than those at or below it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is NaN or infinite.</exception>
    public static SeriesDefinition Measurements(SeriesId id, double limit, bool goodAtLeast = false)
    {
        if (!double.IsFinite(limit))
        {
            throw Check.OutOfRange(limit, "The limit must be a finite number.", nameof(limit));
        }

        return new SeriesDefinition(id, SeriesKind.Measurement, limit, goodAtLeast);
    }
}
