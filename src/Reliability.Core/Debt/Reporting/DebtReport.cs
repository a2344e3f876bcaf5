using Reliability.Storage;

namespace Reliability.Debt;

/// <summary>A report on the technical debt of a service.</summary>
public sealed record DebtReport
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the moment of the report.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Gets the IANA name of the time zone of <see cref="Months"/>.</summary>
    public required string Zone { get; init; }

    /// <summary>Gets the name of the scorer.</summary>
    public required string ScorerName { get; init; }

    /// <summary>Gets the version of the scorer.</summary>
    public required string ScorerVersion { get; init; }

    /// <summary>Gets the number of items.</summary>
    public required int TotalCount { get; init; }

    /// <summary>Gets the number of open items, including those whose acceptance has expired.</summary>
    public required int OpenCount { get; init; }

    /// <summary>Gets the number of items whose risk is accepted.</summary>
    public required int AcceptedCount { get; init; }

    /// <summary>Gets the number of resolved items.</summary>
    public required int ResolvedCount { get; init; }

    /// <summary>Gets the number of open items whose due date has passed.</summary>
    public required int OverdueCount { get; init; }

    /// <summary>Gets the number of open items whose acceptance has expired.</summary>
    public required int ExpiredAcceptanceCount { get; init; }

    /// <summary>Gets the number of open items that lie in how the service is operated.</summary>
    public required int OperationalCount { get; init; }

    /// <summary>Gets the share of all items that are resolved, or <see langword="null"/> if there are none.</summary>
    public required double? ResolvedRatio { get; init; }

    /// <summary>Gets the open items by impact, the highest first.</summary>
    public required IReadOnlyList<DebtCount> ByImpact { get; init; }

    /// <summary>Gets the open items by effort, the lowest first.</summary>
    public required IReadOnlyList<DebtCount> ByEffort { get; init; }

    /// <summary>Gets the open items by owner, the one with the most first, then by name.</summary>
    public required IReadOnlyList<DebtCount> ByOwner { get; init; }

    /// <summary>Gets the open items by category, the one with the most first, then in the order of <see cref="DebtCategory"/>.</summary>
    public required IReadOnlyList<DebtCount> ByCategory { get; init; }

    /// <summary>Gets the open items by band, the most urgent first.</summary>
    public required IReadOnlyList<DebtCount> ByBand { get; init; }

    /// <summary>Gets the open items by impact and effort: nine cells, the highest impact and then the lowest effort first.</summary>
    public required IReadOnlyList<DebtCell> Matrix { get; init; }

    /// <summary>Gets the first ten open items in the order of <see cref="DebtOrder"/>.</summary>
    public required IReadOnlyList<RankedDebt> Recommendations { get; init; }

    /// <summary>Gets the five open items that were found first.</summary>
    public required IReadOnlyList<RankedDebt> Oldest { get; init; }

    /// <summary>Gets the last twelve months, oldest first, with zeros for months in which nothing happened.</summary>
    public required IReadOnlyList<DebtMonth> Months { get; init; }

    /// <summary>Gets the open items by age, the youngest first.</summary>
    public required IReadOnlyList<DebtAgeGroup> Ages { get; init; }

    /// <summary>Gets the items that could not be read, with the reason. They are not counted.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable { get; init => field = value ?? []; } = [];
}
