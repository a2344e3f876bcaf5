using Reliability.Common.Internal;
using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>Says in sentences what a change would do.</summary>
internal static class PlanText
{
    public static IEnumerable<string> Of(GatePlan plan, IEnumerable<BudgetPlanResource> budgets)
    {
        foreach (BudgetPlanResource budget in budgets)
        {
            yield return $"{Names.Shorten(budget.Slo)}: {Share(budget.RemainingBefore)} of the budget is left now, "
                + $"{Share(budget.RemainingAfter)} with the change; {State(budget.StateBefore, budget.StateAfter)}.";
        }

        yield return (plan.Before.Verdict, plan.After.Verdict) switch
        {
            var (before, after) when before == after => $"The gate of {Names.Shorten(plan.Service)} stays {Verdict(before)}.",
            var (before, after) => $"The gate of {Names.Shorten(plan.Service)} changes from {Verdict(before)} to {Verdict(after)}.",
        };
        if (plan.After.Verdict == GateVerdict.Block && plan.After.Reasons is [{ } first, ..])
        {
            yield return $"It would still block: {Names.Shorten(first.Message, 300)}";
        }
    }

    private static string Share(decimal? share) => share is { } left ? Check.Text($"{Math.Round(left * 100, 2):0.##} %") : "an unknown share";

    private static string State(string before, string after) =>
        before == after ? $"its state stays {before}" : $"its state changes from {before} to {after}";

    private static string Verdict(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Allow => "Allow",
        GateVerdict.Warn => "Warn",
        GateVerdict.Block => "Block",
        _ => "Unknown",
    };
}
