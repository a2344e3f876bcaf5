namespace Reliability.Debt;

/// <summary>What was read from a file of another system.</summary>
public sealed record DebtImportBatch
{
    /// <summary>Gets the items, in the order of the file.</summary>
    public required IReadOnlyList<DebtImportItem> Items { get; init; }

    /// <summary>Gets what was rejected, in the order of the file.</summary>
    public required IReadOnlyList<DebtRejection> Rejected { get; init; }
}
