using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints that say what the acceptance of a shift, or its withdrawal, would do. They change nothing.</summary>
internal static class ShiftPlanApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost(
            "/metrics/{name}/shifts/accept/plan",
            async (HttpContext http, [FromRoute(Name = "name")] string metric, CancellationToken cancellationToken) =>
            {
                (Caller caller, MetricDefinition known, DateTimeOffset at, ChangeRequest request) =
                    await WriteRequests.AcceptanceAsync(http, name, metric, cancellationToken).ConfigureAwait(false);
                AcceptancePlan plan = await caller.Get<ITrends>()
                    .PlanAcceptanceAsync(known.Name, at, request, cancellationToken).ConfigureAwait(false);
                return Answer(
                    plan,
                    Check.Text($"The shift at {plan.Shift.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC becomes the baseline: ")
                    + Check.Text($"the trend is judged on the days from {plan.Shift.BaselineStart.UtcDateTime:yyyy-MM-dd HH:mm} UTC on."),
                    known.TrendRule is null ? null : "An alert about it resolves at the next round, and none fires for it again.");
            })
            .DescribePlan<ShiftAcceptanceRequest, AcceptancePlanResource>(
                "PlanAcceptance", "What the acceptance of a shift would do. Nothing is changed.");
        group.MapPost(
            "/metrics/{name}/shifts/{id}/withdrawal/plan",
            async (HttpContext http, [FromRoute(Name = "name")] string metric, string id, CancellationToken cancellationToken) =>
            {
                (Caller caller, MetricDefinition known, _) =
                    await WriteRequests.WithdrawalAsync(http, name, metric, cancellationToken).ConfigureAwait(false);
                AcceptancePlan plan = await caller.Get<ITrends>()
                    .PlanWithdrawalAsync(known.Name, id, cancellationToken).ConfigureAwait(false);
                return Answer(
                    plan,
                    plan.Shift.IsInForce
                        ? Check.Text($"The shift at {plan.Shift.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC is no longer the baseline: ")
                            + "the trend is judged on the days before it too."
                        : "Nothing changes: the acceptance was withdrawn before.",
                    known.TrendRule is null || !plan.Shift.IsInForce
                        ? null
                        : "An alert that it resolved is open again, without a notification.");
            })
            .DescribePlan<RevocationRequest, AcceptancePlanResource>(
                "PlanWithdrawal", "What the withdrawal of an acceptance would do. Nothing is changed.");
    }

    private static JsonHttpResult<AcceptancePlanResource> Answer(AcceptancePlan plan, string what, string? alerts)
    {
        (TrendVerdict before, TrendVerdict after) = (plan.Before.Verdict, plan.After.Verdict);
        string verdict = before == after ? $"The verdict stays {before}." : $"The verdict changes from {before} to {after}.";
        return Api.Json(new AcceptancePlanResource(
            plan.Shift.Metric,
            plan.Shift.Service,
            plan.Shift.At,
            before.ToString(),
            after.ToString(),
            alerts is null ? [what, verdict] : [what, verdict, alerts]));
    }
}
