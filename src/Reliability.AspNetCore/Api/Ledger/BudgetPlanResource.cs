using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>What a change would do to a budget.</summary>
internal sealed record BudgetPlanResource(
    string Slo,
    string StateBefore,
    string StateAfter,
    decimal? RemainingBefore,
    decimal? RemainingAfter,
    decimal RemainingUnitsBefore,
    decimal RemainingUnitsAfter)
{
    public static BudgetPlanResource From(BudgetStatus before, BudgetStatus after) => new(
        before.Slo,
        before.State.ToString(),
        after.State.ToString(),
        JsonNumber.Of(before.Remaining),
        JsonNumber.Of(after.Remaining),
        JsonNumber.Of(before.RemainingUnits),
        JsonNumber.Of(after.RemainingUnits));
}
