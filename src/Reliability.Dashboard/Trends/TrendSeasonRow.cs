namespace Reliability.Dashboard.Internal;

/// <summary>Whether a metric repeats itself, and how.</summary>
internal sealed record TrendSeasonRow
{
    /// <summary>Gets the period: week or day.</summary>
    public required string Period { get; init; }

    public required bool Detected { get; init; }

    /// <summary>Gets the outcome as a sentence.</summary>
    public required string Outcome { get; init; }

    public double? PValue { get; init; }

    /// <summary>Gets the share of the variation that follows the pattern.</summary>
    public double? Strength { get; init; }

    public double? Correlation { get; init; }

    /// <summary>Gets the effect of each weekday or hour, in the unit of the metric; empty if no pattern was found.</summary>
    public required IReadOnlyList<TrendPhaseRow> Phases { get; init; }
}
