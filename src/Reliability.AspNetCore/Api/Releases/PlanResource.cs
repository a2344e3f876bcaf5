using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>What a change would do: the gate of the service before and after it, and the budgets that it changes.</summary>
internal sealed record PlanResource(
    string Service,
    DateTimeOffset AsOf,
    IReadOnlyList<BudgetPlanResource> Budgets,
    GateResource GateBefore,
    GateResource GateAfter,
    IReadOnlyList<string> Effect)
{
    /// <param name="plan">The plan.</param>
    /// <param name="slo">The objective that the change names; <see langword="null"/> for all of the service.</param>
    /// <param name="showsBudgets">Whether the change is one of budgets.</param>
    public static PlanResource From(GatePlan plan, string? slo, bool showsBudgets)
    {
        BudgetPlanResource[] budgets = showsBudgets
            ?
            [
                .. plan.Before.Evidence.Zip(
                    plan.After.Evidence, (before, after) => BudgetPlanResource.From(before.Status, after.Status))
                    .Where(one => slo is null || one.Slo == slo),
            ]
            : [];
        return new PlanResource(
            plan.Service,
            plan.Before.AsOf,
            budgets,
            GateResource.From(plan.Service, plan.Before, showsEvidence: false),
            GateResource.From(plan.Service, plan.After, showsEvidence: false),
            [.. PlanText.Of(plan, budgets)]);
    }
}
