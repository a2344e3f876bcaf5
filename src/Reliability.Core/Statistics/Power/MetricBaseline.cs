using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>What is known, before a test, about the metric that decides it.</summary>
public sealed record MetricBaseline
{
    private MetricBaseline(double? baseline, double? standardDeviation)
    {
        Baseline = baseline;
        StandardDeviation = standardDeviation;
    }

    /// <summary>The share of units that do something once.</summary>
    /// <param name="baseline">The share in the control, 1e-9 to 1 - 1e-9.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public static MetricBaseline Proportion(double baseline) => new(Legal.Within(baseline, 1e-9, 1 - 1e-9, nameof(baseline)), null);

    /// <summary>The mean of a value per unit.</summary>
    /// <param name="standardDeviation">The standard deviation of the units' values, the same in both arms, 1e-100 to 1e100.</param>
    /// <param name="mean">The mean in the control, 1e-100 to 1e100 in magnitude; needed for relative effects alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static MetricBaseline Mean(double standardDeviation, double? mean = null)
    {
        Legal.Within(standardDeviation, 1e-100, 1e100, nameof(standardDeviation));
        if (mean is { } value)
        {
            Legal.Within(Math.Abs(value), 1e-100, 1e100, nameof(mean));
        }

        return new MetricBaseline(mean, standardDeviation);
    }

    /// <summary>The share, or the mean if it is known, in the control.</summary>
    public double? Baseline { get; }

    /// <summary>The standard deviation of the units' values; <see langword="null"/> for a proportion, which has that of its rate.</summary>
    public double? StandardDeviation { get; }

    /// <summary>Whether it is a share of units.</summary>
    public bool IsProportion => StandardDeviation is null;
}
