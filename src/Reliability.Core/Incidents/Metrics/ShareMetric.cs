using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>How many of several records have a property.</summary>
public sealed record ShareMetric : ImprovementMetric
{
    /// <summary>Gets how many have the property.</summary>
    public required int Matching { get; init; }

    /// <summary>Gets the share from 0 to 1, or <see langword="null"/> if there are no records.</summary>
    public double? Value { get; init; }

    /// <summary>Gets the lower end of the interval of E. B. Wilson (1927), or <see langword="null"/> without records.</summary>
    public double? Low { get; init; }

    /// <summary>Gets the upper end.</summary>
    public double? High { get; init; }

    /// <inheritdoc/>
    internal override double? Centre => Value;

    /// <inheritdoc/>
    internal override (double Low, double High)? Interval => Low is { } low && High is { } high ? (low, high) : null;

    /// <summary>
    /// Returns the metric in one line, the same in every culture, such as "25 % (8.9 to 53.2 %, 95 %), 3 of 12, 2 excluded".
    /// </summary>
    public override string ToString() => MetricText.Of(this);
}
