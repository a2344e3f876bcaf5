using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The endpoints that say what a change of the ledger or the gate would do. Each is that of the change with <c>/plan</c> after it, takes the
/// same body from the same callers, and changes nothing.
/// </summary>
internal static class PlanApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost("/gate/{service}/overrides/plan", async (HttpContext http, string service, CancellationToken cancellationToken) =>
            {
                (Caller caller, GateOverride request) =
                    await WriteRequests.OverrideAsync(http, name, service, cancellationToken).ConfigureAwait(false);
                return Answer(await caller.Get<IReleaseGate>().PlanOverrideAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .DescribePlan<OverrideRequest, PlanResource>("PlanOverride", "What an override of the release gate would do. Nothing is changed.");
        group.MapPost(
            "/gate/{service}/overrides/{id}/revocation/plan",
            async (HttpContext http, string service, string id, CancellationToken cancellationToken) =>
            {
                (Caller caller, GateRevocation request) =
                    await WriteRequests.RevocationAsync(http, name, service, id, cancellationToken).ConfigureAwait(false);
                return Answer(await caller.Get<IReleaseGate>().PlanRevocationAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .DescribePlan<RevocationRequest, PlanResource>(
                "PlanRevocation", "What the revocation of an override would do. Nothing is changed.");
        group.MapPost("/ledger/adjustments/plan", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                (Caller caller, BudgetAdjustment request) =
                    await WriteRequests.AdjustmentAsync(http, name, cancellationToken).ConfigureAwait(false);
                return await AnswerAsync(caller, caller.Get<IBudgetLedger>().Plan(request), cancellationToken).ConfigureAwait(false);
            })
            .DescribePlan<AdjustmentRequest, PlanResource>("PlanAdjustment", "What an adjustment of a budget would do. Nothing is changed.");
        group.MapPost("/ledger/exclusions/plan", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                (Caller caller, BudgetExclusion request) =
                    await WriteRequests.ExclusionAsync(http, name, cancellationToken).ConfigureAwait(false);
                return await AnswerAsync(caller, caller.Get<IBudgetLedger>().Plan(request), cancellationToken).ConfigureAwait(false);
            })
            .DescribePlan<ExclusionRequest, PlanResource>("PlanExclusion", "What an exclusion of time would do. Nothing is changed.");
        group.MapPost("/ledger/resets/plan", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                (Caller caller, BudgetReset request) =
                    await WriteRequests.ResetAsync(http, name, cancellationToken).ConfigureAwait(false);
                return await AnswerAsync(caller, caller.Get<IBudgetLedger>().Plan(request), cancellationToken).ConfigureAwait(false);
            })
            .DescribePlan<ResetRequest, PlanResource>("PlanReset", "What a reset of a budget would do. Nothing is changed.");
    }

    /// <summary>Describes an endpoint that plans a change.</summary>
    public static RouteHandlerBuilder DescribePlan<TBody, TAnswer>(this RouteHandlerBuilder endpoint, string name, string summary)
        where TBody : notnull => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .WithMetadata(PlanEndpoint.Instance)
        .Accepts<TBody>("application/json")
        .Produces<TAnswer>()
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(415).ProducesProblem(503);

    private static JsonHttpResult<PlanResource> Answer(GatePlan plan) =>
        Api.Json(PlanResource.From(plan, slo: null, showsBudgets: false));

    private static async ValueTask<JsonHttpResult<PlanResource>> AnswerAsync(
        Caller caller, LedgerEntry entry, CancellationToken cancellationToken) => Api.Json(PlanResource.From(
        await caller.Get<IReleaseGate>().PlanEntryAsync(entry, cancellationToken).ConfigureAwait(false), entry.Slo, showsBudgets: true));
}
