namespace Reliability.Debt;

/// <summary>The outcome of an import, or what it would be.</summary>
public sealed record DebtImportReport
{
    /// <summary>Gets a value indicating whether this is a plan, and nothing was stored.</summary>
    public required bool IsPlan { get; init; }

    /// <summary>Gets the number of items that were added; for a plan, that would be added.</summary>
    public required int AddedCount { get; init; }

    /// <summary>Gets the number of items that were imported before. They were not changed.</summary>
    public required int PresentCount { get; init; }

    /// <summary>Gets what was rejected, with the reasons.</summary>
    public required IReadOnlyList<DebtRejection> Rejected { get; init; }
}
