namespace Reliability.Statistics;

/// <summary>Specifies the model that <see cref="HoltWinters"/> fits.</summary>
public sealed record HoltWintersOptions
{
    /// <summary>Gets the number of positions after which the season repeats, such as 7 for days.</summary>
    /// <value>2 to <see cref="HoltWinters.MaxPeriod"/>, or 0 for no season. Default: 0.</value>
    public int PhaseCount { get; init; }

    /// <summary>Gets the season. It must not be declared if <see cref="PhaseCount"/> is 0.</summary>
    public SeasonalComponent Season { get; init; }

    /// <summary>Gets the trend.</summary>
    public TrendComponent Trend { get; init; }
}
