using System.Collections.Frozen;
using Reliability.Common;

namespace Reliability.Debt;

/// <summary>What a scorer may know in addition to the item.</summary>
public sealed record DebtScoringContext
{
    /// <summary>The period before <see cref="Now"/> over which costs of incidents count.</summary>
    public static readonly TimeSpan CostPeriod = TimeSpan.FromDays(365);

    /// <summary>Gets the present.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// Gets what linked incidents cost of error budgets in the last 365 days, by the id of the incident. Incidents of unknown cost are
    /// absent.
    /// </summary>
    public IReadOnlyDictionary<string, BudgetCost> IncidentCosts
    {
        get;
        init => field = value ?? FrozenDictionary<string, BudgetCost>.Empty;
    } = FrozenDictionary<string, BudgetCost>.Empty;
}
