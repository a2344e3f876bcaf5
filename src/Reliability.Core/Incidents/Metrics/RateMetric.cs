using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>How often something happened in a period, or the mean time between.</summary>
public sealed record RateMetric : ImprovementMetric
{
    /// <summary>Gets the figure in the unit, or <see langword="null"/> if it is not defined.</summary>
    public double? Value { get; init; }

    /// <summary>
    /// Gets the lower end of the exact interval of a Poisson rate (F. Garwood, 1936), or <see langword="null"/> without a figure.
    /// </summary>
    public double? Low { get; init; }

    /// <summary>Gets the upper end.</summary>
    public double? High { get; init; }

    /// <inheritdoc/>
    internal override double? Centre => Value;

    /// <inheritdoc/>
    internal override (double Low, double High)? Interval => Low is { } low && High is { } high ? (low, high) : null;

    /// <summary>
    /// Returns the metric in one line, the same in every culture, such as "4 per 30 days (2.1 to 7, 95 %), n = 12, 2 excluded".
    /// </summary>
    public override string ToString() => MetricText.Of(this);
}
