namespace Reliability.Incidents;

/// <summary>What an incident burnt of the budget of an objective.</summary>
public sealed record IncidentObjectiveCost
{
    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the bad units, events or time slices, that the budget would not have without the minutes of the incident.</summary>
    public required decimal Bad { get; init; }

    /// <summary>Gets the bad events in the minutes of the incident.</summary>
    public required decimal BadEvents { get; init; }

    /// <summary>Gets <see cref="Bad"/> as a share of the budget, or <see langword="null"/> if the budget allows nothing.</summary>
    public decimal? BudgetShare { get; init; }

    /// <summary>Gets a value indicating whether the events are good or bad ones: not scores.</summary>
    public required bool CountsEvents { get; init; }

    /// <summary>Gets a value indicating whether minutes were no longer kept, so that hours were counted.</summary>
    public required bool IsEstimate { get; init; }
}
