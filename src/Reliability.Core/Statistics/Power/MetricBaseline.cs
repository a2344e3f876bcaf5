using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>The prior knowledge about the metric that decides a test.</summary>
public sealed record MetricBaseline
{
    private MetricBaseline(double? baseline, double? standardDeviation)
    {
        Baseline = baseline;
        StandardDeviation = standardDeviation;
    }

    /// <summary>Creates the baseline of a proportion, the share of units that succeed.</summary>
    /// <param name="baseline">The share of the control, from 1e-9 to 1 - 1e-9.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public static MetricBaseline Proportion(double baseline) => new(Check.Between(baseline, 1e-9, 1 - 1e-9, nameof(baseline)), null);

    /// <summary>Creates the baseline of a mean of one value per unit.</summary>
    /// <param name="standardDeviation">
    /// The standard deviation of the units' values, which is the same in both arms, from 1e-100 to 1e100.
    /// </param>
    /// <param name="mean">The mean of the control, from 1e-100 to 1e100 in magnitude. It is required only for relative effects.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static MetricBaseline Mean(double standardDeviation, double? mean = null)
    {
        Check.Between(standardDeviation, 1e-100, 1e100, nameof(standardDeviation));
        if (mean is { } value)
        {
            Check.Between(Math.Abs(value), 1e-100, 1e100, nameof(mean));
        }

        return new MetricBaseline(mean, standardDeviation);
    }

    /// <summary>Gets the share or the mean of the control, or <see langword="null"/> if a mean is not known.</summary>
    public double? Baseline { get; }

    /// <summary>
    /// Gets the standard deviation of the units' values, or <see langword="null"/> for a proportion, whose rate determines it.
    /// </summary>
    public double? StandardDeviation { get; }

    /// <summary>Gets a value indicating whether the metric is a proportion.</summary>
    public bool IsProportion => StandardDeviation is null;
}
