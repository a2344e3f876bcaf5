namespace Reliability.Dashboard.Internal;

/// <summary>An objective in the list.</summary>
internal sealed record ObjectiveRow
{
    public required string Name { get; init; }

    public required string Service { get; init; }

    public string? Description { get; init; }

    /// <summary>Gets the state of the budget.</summary>
    public required string State { get; init; }

    /// <summary>Gets why the figures are not defined, or <see langword="null"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the target as a share, 0 to 1.</summary>
    public required decimal Target { get; init; }

    /// <summary>Gets the share of good units.</summary>
    public decimal? Sli { get; init; }

    /// <summary>Gets the number of units.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets the number of bad units.</summary>
    public required decimal Bad { get; init; }

    /// <summary>Gets the share of the budget that remains.</summary>
    public decimal? Remaining { get; init; }

    /// <summary>Gets the number of units that may still turn bad.</summary>
    public required decimal RemainingUnits { get; init; }

    /// <summary>Gets the burn rates of the last hour, 6 hours and 3 days, as far as the objective has them.</summary>
    public required IReadOnlyList<BurnCell> Burn { get; init; }

    /// <summary>Gets the burn in a word: Critical, Recovering, Increasing, Acceptable, Not measured or No burn rate.</summary>
    public required string BurnWord { get; init; }

    /// <summary>Gets what zero tolerance allows instead of a burn rate; <see langword="null"/> for other objectives.</summary>
    public string? BurnNote { get; init; }

    /// <summary>Gets the outcome of the forecast.</summary>
    public required string Forecast { get; init; }

    /// <summary>Gets the time at which the budget is spent at the high pace.</summary>
    public DateTimeOffset? Earliest { get; init; }

    /// <summary>Gets the time at which the budget is spent at the mean pace.</summary>
    public DateTimeOffset? Likely { get; init; }

    /// <summary>Gets the start of the newest bucket with data.</summary>
    public DateTimeOffset? LastObserved { get; init; }

    /// <summary>Gets the feeds that never appeared, in words.</summary>
    public required IReadOnlyList<string> NeverHeard { get; init; }

    /// <summary>Gets the share of good units of each of the last 30 days, oldest first; null for days without units.</summary>
    public required IReadOnlyList<decimal?> Days { get; init; }

    /// <summary>Gets the alerts that fire.</summary>
    public required IReadOnlyList<FiringRow> Firing { get; init; }
}
