namespace Reliability.Incidents;

/// <summary>What an incident, or several together, burnt of the budgets of objectives.</summary>
public sealed record IncidentCost
{
    /// <summary>Gets when it was measured.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Gets the time that was measured, without overlaps.</summary>
    public required TimeSpan Downtime { get; init; }

    /// <summary>Gets the affected objectives, those first of whose budget most was burnt.</summary>
    public required IReadOnlyList<IncidentObjectiveCost> Objectives { get; init; }

    /// <summary>
    /// Gets the requests that were affected: the bad events of the objective that has most of them. It is always an estimate, because two
    /// objectives can count one request, and a request can be of several units.
    /// </summary>
    public long AffectedRequests => Objectives.Where(one => one.CountsEvents)
        .Select(one => (long)decimal.Round(decimal.Min(one.BadEvents, long.MaxValue)))
        .DefaultIfEmpty()
        .Max();

    /// <summary>Gets the largest share of a budget that was burnt, or <see langword="null"/> if none is known.</summary>
    public decimal? BudgetBurnt => Objectives.Max(one => one.BudgetShare);

    /// <summary>Gets a value indicating whether minutes were no longer kept, so that hours were counted.</summary>
    public bool IsEstimate => Objectives.Any(one => one.IsEstimate);
}
