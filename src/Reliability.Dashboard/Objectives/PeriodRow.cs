namespace Reliability.Dashboard.Internal;

/// <summary>What one hour, day or month counted.</summary>
internal sealed record PeriodRow
{
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required decimal Good { get; init; }

    public required decimal Bad { get; init; }

    public decimal? Sli { get; init; }

    /// <summary>Gets the state: Met, Missed, Quiet (measured, without units), Excluded or NotMeasured.</summary>
    public required string State { get; init; }
}
