using Reliability.Common.Internal;

namespace Reliability.Trends;

/// <summary>Asks for the old values of a metric to be added from a text of times and values.</summary>
public sealed record MetricBackfillRequest
{
    /// <summary>Gets the name of the metric. It cannot consist of outcomes, which have no values.</summary>
    public required string Metric { get; init; }

    /// <summary>
    /// Gets the text: UTF-8, or UTF-16 with a byte order mark, from the current position to the end. It must support seeking, because it is
    /// read more than once. It stays open, and a run returns it to this position.
    /// </summary>
    public required Stream Csv { get; init; }

    /// <summary>Gets the time zone of times without an offset. Default: UTC.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public TimeZoneInfo Zone { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = TimeZoneInfo.Utc;

    /// <summary>Gets the order of day and month in dates such as 03/04/2026. Default: the dates of the text decide.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    public CsvDateOrder Dates { get; init => field = Check.Word(value, nameof(value)); }

    /// <summary>
    /// Gets the column of the times in the header. Default: a usual name, such as "timestamp" or "date", or the first column.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>
    /// Gets the column of the values in the header. Default: "value" or a usual short form, or the column beside the times.
    /// </summary>
    public string? ValueColumn { get; init; }
}
