namespace Reliability.Releases;

/// <summary>
/// The reason codes of this package. <see cref="GateReason.Code"/> is an open string: each <see cref="IReleaseCheck"/> documents its own
/// codes. Compare with the codes that you know, and pass the others on.
/// </summary>
public static class GateReasonCodes
{
    /// <summary>The budget is exhausted.</summary>
    public const string BudgetExhausted = "BudgetExhausted";

    /// <summary>The budget is exhausted, but by so few events that the result is uncertain.</summary>
    public const string LowTraffic = "LowTraffic";

    /// <summary>Little of the budget remains.</summary>
    public const string BudgetAtRisk = "BudgetAtRisk";

    /// <summary>The condition of an alert rule of severity page holds.</summary>
    public const string PageAlert = "PageAlert";

    /// <summary>The condition of an alert rule of severity ticket holds.</summary>
    public const string TicketAlert = "TicketAlert";

    /// <summary>The budget will be exhausted soon at the current burn rate.</summary>
    public const string BudgetRunningOut = "BudgetRunningOut";

    /// <summary>Too little was measured, or nothing.</summary>
    public const string NoData = "NoData";

    /// <summary>A declared source of an objective's events has not appeared in this process. The message names it.</summary>
    public const string NeverHeard = "NeverHeard";

    /// <summary>
    /// The bad events of a source may not be recognized, for example because no event ever had the tag that marks them. The message states
    /// the reason.
    /// </summary>
    public const string FeedInDoubt = "FeedInDoubt";

    /// <summary>The window was measured and has no events.</summary>
    public const string NoTraffic = "NoTraffic";

    /// <summary>The newest data is too old.</summary>
    public const string StaleData = "StaleData";

    /// <summary>No objective is declared.</summary>
    public const string NoObjectives = "NoObjectives";

    /// <summary>
    /// The clock of this process differs from the clock of the store, so that budgets and alerts are computed for the wrong time.
    /// </summary>
    public const string ClockDiffers = "ClockDiffers";

    /// <summary>A metric degrades, and its trend rule objects at the gate.</summary>
    public const string MetricDegraded = "MetricDegraded";

    /// <summary>A budget policy freezes releases.</summary>
    public const string PolicyFreeze = "PolicyFreeze";
}
