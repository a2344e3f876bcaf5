namespace Reliability.Slos;

/// <summary>Specifies the state of an error budget. Only <see cref="Healthy"/> is a good state.</summary>
public enum BudgetState
{
    /// <summary>The window has no measurements, or fewer than the coverage floor requires.</summary>
    NoData = 0,

    /// <summary>The window was measured, and no event occurred in it; or the whole window is excluded.</summary>
    NoTraffic,

    /// <summary>At least <see cref="SloDefinition.AtRiskBelow"/> of the budget remains.</summary>
    Healthy,

    /// <summary>Less than <see cref="SloDefinition.AtRiskBelow"/> of the budget remains.</summary>
    AtRisk,

    /// <summary>Nothing of the budget remains: bad ≥ allowed.</summary>
    Exhausted,
}
