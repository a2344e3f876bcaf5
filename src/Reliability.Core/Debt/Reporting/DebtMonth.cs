namespace Reliability.Debt;

/// <summary>What was opened and resolved in a month, in the time zone of the service.</summary>
public sealed record DebtMonth
{
    /// <summary>Gets the first day of the month.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>Gets the number of items that were found in the month.</summary>
    public required int OpenedCount { get; init; }

    /// <summary>Gets the number of items that were resolved in the month, and were not re-opened since.</summary>
    public required int ResolvedCount { get; init; }

    /// <summary>Gets the number of items that were not resolved at the end of the month; for the current month, now.</summary>
    public required int UnresolvedCount { get; init; }
}
