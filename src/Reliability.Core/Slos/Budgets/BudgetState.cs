namespace Reliability.Slos;

/// <summary>How a budget stands. Only <see cref="Healthy"/> is green.</summary>
public enum BudgetState
{
    /// <summary>Nobody measured, or too little to be believed.</summary>
    NoData = 0,

    /// <summary>The time was measured, and nothing happened.</summary>
    NoTraffic,

    /// <summary>Enough of the budget remains.</summary>
    Healthy,

    /// <summary>Less remains than <see cref="SloDefinition.AtRiskBelow"/>.</summary>
    AtRisk,

    /// <summary>Nothing remains.</summary>
    Exhausted,
}
