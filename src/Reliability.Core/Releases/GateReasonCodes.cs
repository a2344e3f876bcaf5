namespace Reliability.Releases;

/// <summary>
/// The reason codes of this package. <see cref="GateReason.Code"/> is an open string: each <see cref="IReleaseCheck"/> documents codes of
/// its own, so compare with the ones you know and
/// pass the others on.
/// </summary>
public static class GateReasonCodes
{
    /// <summary>The budget is spent.</summary>
    public const string BudgetExhausted = "BudgetExhausted";

    /// <summary>The budget is spent, but by too few events to be sure: the traffic is low.</summary>
    public const string LowTraffic = "LowTraffic";

    /// <summary>Little of the budget remains.</summary>
    public const string BudgetAtRisk = "BudgetAtRisk";

    /// <summary>The condition of an alert rule of severity page holds.</summary>
    public const string PageAlert = "PageAlert";

    /// <summary>The condition of an alert rule of severity ticket holds.</summary>
    public const string TicketAlert = "TicketAlert";

    /// <summary>At the present burn rate the budget will be spent soon.</summary>
    public const string BudgetRunningOut = "BudgetRunningOut";

    /// <summary>Nothing was measured, or too little.</summary>
    public const string NoData = "NoData";

    /// <summary>A declared source of an objective's events has not appeared in this process; the message names it.</summary>
    public const string NeverHeard = "NeverHeard";

    /// <summary>The time was measured, and nothing happened.</summary>
    public const string NoTraffic = "NoTraffic";

    /// <summary>The newest data is old.</summary>
    public const string StaleData = "StaleData";

    /// <summary>No objective is declared.</summary>
    public const string NoObjectives = "NoObjectives";

    /// <summary>A budget policy freezes releases.</summary>
    public const string PolicyFreeze = "PolicyFreeze";
}
