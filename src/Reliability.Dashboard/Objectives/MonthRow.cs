namespace Reliability.Dashboard.Internal;

/// <summary>What one calendar month counted.</summary>
internal sealed record MonthRow
{
    /// <summary>Gets the month, such as <c>2026-03</c>.</summary>
    public required string Month { get; init; }

    public required decimal Good { get; init; }

    public required decimal Bad { get; init; }

    public decimal? Sli { get; init; }

    /// <summary>
    /// Gets the share of the budget of this month that is left: 1 if no event was bad, below 0 if the target was missed;
    /// <see langword="null"/> if there is no budget or no event.
    /// </summary>
    public decimal? Left { get; init; }

    /// <summary>Gets the state in words: met, not met, not measured or excluded.</summary>
    public required string State { get; init; }
}
