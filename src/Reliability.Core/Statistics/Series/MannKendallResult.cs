namespace Reliability.Statistics;

/// <summary>The result of a Mann-Kendall test for a monotonic trend.</summary>
public readonly record struct MannKendallResult
{
    /// <summary>Gets the number of values.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the number of pairs that rise minus the number of pairs that fall.</summary>
    public required long S { get; init; }

    /// <summary>
    /// Gets Kendall's tau-b, from -1 to 1; <see langword="null"/> if all values or all times are equal, and for fewer than two values.
    /// </summary>
    public required double? Tau { get; init; }

    /// <summary>Gets the variance of <see cref="S"/> without a trend, with ties and with the inflation.</summary>
    public required double Variance { get; init; }

    /// <summary>Gets the standardized S with continuity correction; 0 if S or the variance is 0.</summary>
    public required double Z { get; init; }

    /// <summary>Gets the two-sided p-value in the normal approximation; <see langword="null"/> for fewer than two values.</summary>
    public required double? PValue { get; init; }

    /// <summary>
    /// Gets the lag-1 autocorrelation that the correction applied, 0 if it applied none.
    /// </summary>
    public required double Lag1Correlation { get; init; }

    /// <summary>Gets the factor by which autocorrelation inflates the variance, 1 or more.</summary>
    public required double VarianceInflation { get; init; }

    /// <summary>Gets the number of independent values that would have the same relative variance.</summary>
    public double EffectiveCount => Count / VarianceInflation;
}
