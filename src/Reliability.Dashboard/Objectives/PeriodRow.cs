namespace Reliability.Dashboard.Internal;

/// <summary>What one hour, day or month counted.</summary>
internal sealed record PeriodRow
{
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    /// <summary>Gets the number of good units; <see langword="null"/> if nothing was measured.</summary>
    public decimal? Good { get; init; }

    /// <summary>Gets the number of bad units; <see langword="null"/> if nothing was measured.</summary>
    public decimal? Bad { get; init; }

    public decimal? Sli { get; init; }

    /// <summary>Gets the state: Met, Missed, Quiet (measured, without units), Excluded or NotMeasured.</summary>
    public required string State { get; init; }
}
