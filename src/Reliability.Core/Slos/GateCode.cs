namespace Reliability.Slos;

/// <summary>Why a release gate warns or blocks.</summary>
public enum GateCode
{
    /// <summary>The budget is spent.</summary>
    BudgetExhausted,

    /// <summary>Little of the budget remains.</summary>
    BudgetAtRisk,

    /// <summary>An alert of severity page holds.</summary>
    PageAlert,

    /// <summary>An alert of severity ticket holds.</summary>
    TicketAlert,

    /// <summary>At the present pace the budget will be spent soon.</summary>
    BudgetRunningOut,

    /// <summary>Nobody measured, or too little.</summary>
    NoData,

    /// <summary>The time was measured, and nothing happened.</summary>
    NoTraffic,

    /// <summary>The newest data is old.</summary>
    StaleData,

    /// <summary>There is no objective to judge by.</summary>
    NoObjectives,

    /// <summary>A policy froze releases.</summary>
    PolicyFreeze,
}
