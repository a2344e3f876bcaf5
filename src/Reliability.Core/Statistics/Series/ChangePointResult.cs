namespace Reliability.Statistics;

/// <summary>The result of <see cref="ChangePoints"/>.</summary>
public sealed record ChangePointResult
{
    /// <summary>Gets the number of values.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the shifts in the order of their index.</summary>
    public required IReadOnlyList<Shift> Shifts { get; init; }

    /// <summary>Gets the outliers in the order of their index.</summary>
    public required IReadOnlyList<Outlier> Outliers { get; init; }

    /// <summary>Gets the model that describes the series best.</summary>
    public required SeriesShape Shape { get; init; }

    /// <summary>
    /// Gets the autocorrelation of the errors at a distance of one point that the search assumed, from 0 to 0.97. It is 0 if errors without
    /// autocorrelation describe the series as well.
    /// </summary>
    public required double Autocorrelation { get; init; }

    /// <summary>
    /// Gets the standard deviation of the values around the levels or the line, without the season and with outliers limited.
    /// </summary>
    public required double NoiseDeviation { get; init; }

    /// <summary>
    /// Gets the effect of each phase of the season that was removed, in the unit of the values. It is empty if none was.
    /// </summary>
    public required IReadOnlyList<double> Profile { get; init; }
}
