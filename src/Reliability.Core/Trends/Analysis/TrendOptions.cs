using Reliability.Common.Internal;

namespace Reliability.Trends;

/// <summary>How a trend is judged.</summary>
public sealed record TrendOptions
{
    /// <summary>Gets the p-value below which a trend is significant.</summary>
    /// <value>Above 0 and below 1. Default: 0.05.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double SignificanceLevel { get; init => field = Check.Inside(value, 0, 1, nameof(value)); } = 0.05;

    /// <summary>Gets the number of points below which there is no verdict.</summary>
    /// <value>4 to 1000. Default: 7.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MinPoints { get; init => field = Check.Between(value, 4, 1000, nameof(value)); } = 7;

    /// <summary>Gets the probability that a shift is found in values that only vary by chance.</summary>
    /// <value>0.000001 to 0.2. Default: 0.01.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double FalseAlarmProbability { get; init => field = Check.Between(value, 0.000001, 0.2, nameof(value)); } = 0.01;

    /// <summary>Gets the p-value below which a season is significant.</summary>
    /// <value>Above 0 and below 1. Default: 0.01.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double SeasonalityLevel { get; init => field = Check.Inside(value, 0, 1, nameof(value)); } = 0.01;

    /// <summary>Gets the time that is forecast. A part of an hour or day is left out.</summary>
    /// <value>0 (no forecast) to 40 days. Default: 14 days.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan ForecastLength
    {
        get;
        init => field = Check.Between(value, TimeSpan.Zero, TimeSpan.FromDays(40), nameof(value));
    } = TimeSpan.FromDays(14);

    /// <summary>Gets a value indicating whether a value that is not finite throws instead of being dropped. Default: false.</summary>
    public bool IsStrict { get; init; }
}
