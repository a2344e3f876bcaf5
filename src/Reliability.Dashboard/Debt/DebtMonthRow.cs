namespace Reliability.Dashboard.Internal;

/// <summary>What was opened and resolved in a month.</summary>
internal sealed record DebtMonthRow
{
    /// <summary>Gets the month, such as 2026-03.</summary>
    public required string Month { get; init; }

    /// <summary>Gets when it began in the zone of the service.</summary>
    public required DateTimeOffset Start { get; init; }

    public required int Opened { get; init; }

    public required int Resolved { get; init; }

    /// <summary>Gets the number of items that were not resolved at its end.</summary>
    public required int Unresolved { get; init; }
}
