namespace Reliability.Dashboard.Internal;

/// <summary>What an incident burnt of the budget of an objective.</summary>
internal sealed record IncidentObjectiveRow
{
    public required string Slo { get; init; }

    /// <summary>Gets the share of the budget; <see langword="null"/> if the budget allows nothing.</summary>
    public decimal? BudgetShare { get; init; }

    /// <summary>Gets the bad units that the budget would not have without the minutes of the incident.</summary>
    public required decimal Bad { get; init; }

    public required decimal BadEvents { get; init; }

    /// <summary>Gets how it was measured: by minutes, or by hours at the ends, which is an estimate.</summary>
    public required string Measured { get; init; }
}
