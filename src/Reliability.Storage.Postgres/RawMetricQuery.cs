using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.Storage.Postgres;

/// <summary>Asks for the hours or days of a metric in a table of raw values.</summary>
public sealed record RawMetricQuery
{
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Gets the name that the rows of the metric have: any text. Default: the name of the <see cref="MetricDefinition"/>.
    /// </summary>
    public string? Metric { get; init; }

    /// <summary>
    /// Gets the service that the rows of the metric have: any text. Default: the service of the <see cref="MetricDefinition"/>. It has no
    /// effect if the table has no column for services.
    /// </summary>
    public string? Service { get; init; }

    /// <summary>Gets the number of days, 1 to <see cref="TrendRequest.MaxDays"/>. Default: 90.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Days { get; init => field = Check.Between(value, 1, TrendRequest.MaxDays, nameof(value)); } = 90;

    /// <summary>Gets the length of a point: a day (default) or an hour.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is a minute.</exception>
    public SeriesResolution Resolution
    {
        get;
        init
        {
            Check.That(
                value is SeriesResolution.Day or SeriesResolution.Hour, value, "A trend has points of an hour or a day.", nameof(value));
            field = value;
        }
    } = SeriesResolution.Day;

    /// <summary>Gets the time zone of days, weekdays and hours of the day. Default: UTC.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public TimeZoneInfo Zone { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = TimeZoneInfo.Utc;

    /// <summary>
    /// Gets the end of the days: the hour or day that contains it is not over and is left out. From the year 1900 to 9000. Default: now.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public DateTimeOffset? Until
    {
        get;
        init => field = value is { } end ? Check.Between(end, Earliest, Latest, nameof(value)) : null;
    }
}
