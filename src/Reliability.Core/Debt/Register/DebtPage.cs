using Reliability.Storage;

namespace Reliability.Debt;

/// <summary>A page of items, in the order of <see cref="DebtOrder"/>.</summary>
public sealed record DebtPage
{
    /// <summary>Gets the moment of the scores.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Gets the name of the scorer.</summary>
    public required string ScorerName { get; init; }

    /// <summary>Gets the version of the scorer.</summary>
    public required string ScorerVersion { get; init; }

    /// <summary>Gets the items.</summary>
    public required IReadOnlyList<RankedDebt> Items { get; init; }

    /// <summary>Gets the number of items that match, on all pages.</summary>
    public required int TotalCount { get; init; }

    /// <summary>Gets the id to pass as <see cref="DebtQuery.After"/>, or <see langword="null"/> on the last page.</summary>
    public string? Next { get; init; }

    /// <summary>Gets the items that could not be read, with the reason. They are on no page.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable { get; init => field = value ?? []; } = [];
}
