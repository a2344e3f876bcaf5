using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>An objective that an incident violated, in requests and in responses.</summary>
internal sealed record PostmortemObjectiveBody
{
    public required string Slo { get; init; }

    public decimal? BudgetShare { get; init; }

    public bool IsEstimate { get; init; }

    public static PostmortemObjectiveBody From(PostmortemObjective one) => new()
    {
        Slo = one.Slo,
        BudgetShare = JsonNumber.Of(one.BudgetShare),
        IsEstimate = one.IsEstimate,
    };

    public PostmortemObjective ToObjective() => new() { Slo = Slo, BudgetShare = BudgetShare, IsEstimate = IsEstimate };
}
