using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Trends;

/// <summary>Asks for the trend of a metric.</summary>
public sealed record TrendRequest
{
    /// <summary>The highest number of days, for which days are kept by default: 5 years.</summary>
    public const int MaxDays = 1826;

    /// <summary>Gets the name of the metric or of the objective.</summary>
    public required string Metric { get; init; }

    /// <summary>
    /// Gets the value of a split metric to analyze, such as <c>eu-west</c>, instead of the total. Default: <see langword="null"/>, the
    /// total.
    /// </summary>
    public string? Value { get; init; }

    /// <summary>Gets the number of days, 1 to <see cref="MaxDays"/>. Default: 90.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Days { get; init => field = Check.Between(value, 1, MaxDays, nameof(value)); } = 90;

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

    /// <summary>Gets the figure to analyze instead of that of the metric. Default: that of the metric.</summary>
    public MetricFigure Figure { get; init; }

    /// <summary>Gets how to judge. Default: the options of the setup.</summary>
    public TrendOptions? Options { get; init; }
}
