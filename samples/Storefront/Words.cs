using Reliability.Incidents;
using Reliability.Releases;
using Reliability.Slos;

namespace Storefront;

/// <summary>States as people say them.</summary>
internal static class Words
{
    public static string Of(BudgetState state) => state switch
    {
        BudgetState.Healthy => "healthy",
        BudgetState.AtRisk => "at risk",
        BudgetState.Exhausted => "exhausted",
        BudgetState.NoTraffic => "no traffic",
        _ => "no data",
    };

    public static string Of(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Allow => "open",
        GateVerdict.Warn => "open with a warning",
        _ => "closed",
    };

    public static string Of(IncidentStatus status) => status switch
    {
        IncidentStatus.Open => "open",
        IncidentStatus.Mitigated => "mended",
        _ => "resolved",
    };

    public static string Of(Fault fault) => fault switch
    {
        Fault.FailingCheckout => "checkout fails",
        Fault.SlowSearch => "search is slow",
        Fault.LostOrders => "orders are lost",
        _ => "none",
    };
}
