namespace Reliability.Slos.Internal;

/// <summary>An entry of a ledger as it is stored, format 1.</summary>
internal sealed record LedgerRecord
{
    public const int Format = 1;

    public int V { get; init; } = Format;

    public required string Id { get; init; }

    public string? Slo { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public Recurrence? Recurrence { get; init; }

    public decimal? Good { get; init; }

    public decimal? Bad { get; init; }

    public decimal? BudgetShare { get; init; }

    public int? Generation { get; init; }

    /// <summary>What a definition measures; another one starts the budget anew.</summary>
    public string? Measures { get; init; }

    public bool? StartsAnew { get; init; }
}
