namespace Reliability.Dashboard.Internal;

/// <summary>An objective that an incident violated.</summary>
internal sealed record PostmortemObjectiveRow
{
    public required string Slo { get; init; }

    /// <summary>Gets the share of the budget that the incident burnt; <see langword="null"/> if it is not known.</summary>
    public decimal? BudgetShare { get; init; }

    /// <summary>Gets whether the share is measured or estimated.</summary>
    public required string Known { get; init; }

    /// <summary>Gets a value indicating whether the objective is declared now, so that it has a page.</summary>
    public required bool IsDeclared { get; init; }
}
