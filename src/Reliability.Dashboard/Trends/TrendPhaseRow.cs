namespace Reliability.Dashboard.Internal;

/// <summary>The effect of a weekday or of an hour.</summary>
internal sealed record TrendPhaseRow
{
    public required string Label { get; init; }

    public double? Effect { get; init; }
}
