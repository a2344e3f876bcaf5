using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Trends;

/// <summary>What a trend is computed from: the hours or days of a metric, in which missing ones are gaps.</summary>
public sealed record TrendSeries
{
    /// <summary>
    /// Gets the hours or days. Their order does not matter. Values that are not finite are dropped and counted; of several with the same
    /// start, the last one counts.
    /// </summary>
    public required IReadOnlyList<TrendPoint> Points { get; init; }

    /// <summary>
    /// Gets the length of a point: <see cref="SeriesResolution.Day"/> (default) or <see cref="SeriesResolution.Hour"/>.
    /// </summary>
    public SeriesResolution Resolution { get; init; } = SeriesResolution.Day;

    /// <summary>
    /// Gets the hours of the same metric, in which the pattern of a day is looked for if <see cref="Points"/> are days. Default: none.
    /// </summary>
    public IReadOnlyList<TrendPoint> Hours { get; init; } = [];

    /// <summary>
    /// Gets the shifts of the metric that were accepted: the trend is judged on the points after the newest one. Those whose acceptance was
    /// withdrawn have no effect. Default: none.
    /// </summary>
    public IReadOnlyList<AcceptedShift> AcceptedShifts { get; init; } = [];

    /// <summary>Gets the time zone of days, weekdays and hours of the day. Default: UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>
    /// Gets the number of values that the source of the points dropped before it computed them, because they were missing or not finite. It
    /// is added to those that the analysis drops. Default: 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int DroppedCount { get; init => field = Check.AtLeast(value, 0, nameof(value)); }

    /// <summary>
    /// Gets why there are no points, as far as their source knows: one or more sentences that end the summary of a report without values.
    /// Default: none.
    /// </summary>
    public string? EmptyReason { get; init; }
}
