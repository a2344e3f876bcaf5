using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints that make changes. Each adds an audit entry that names the authenticated user.</summary>
internal static class WriteApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost("/gate/{service}/overrides", async (HttpContext http, string service, CancellationToken cancellationToken) =>
            {
                (Caller caller, GateOverride request) =
                    await WriteRequests.OverrideAsync(http, name, service, cancellationToken).ConfigureAwait(false);
                return Done(http, await caller.Get<IReleaseGate>().OverrideAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<OverrideRequest, GateAuditResource>(
                "OverrideGate", "Overrides the release gate, so that a blocked service may be released until the override expires.");
        group.MapPost(
            "/gate/{service}/overrides/{id}/revocation",
            async (HttpContext http, string service, string id, CancellationToken cancellationToken) =>
            {
                (Caller caller, GateRevocation request) =
                    await WriteRequests.RevocationAsync(http, name, service, id, cancellationToken).ConfigureAwait(false);
                return Done(http, await caller.Get<IReleaseGate>().RevokeAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<RevocationRequest, GateAuditResource>("RevokeOverride", "Revokes an override of the release gate.");
        group.MapPost("/ledger/adjustments", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                (Caller caller, BudgetAdjustment request) =
                    await WriteRequests.AdjustmentAsync(http, name, cancellationToken).ConfigureAwait(false);
                return Done(http, await caller.Get<IBudgetLedger>().AdjustAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<AdjustmentRequest, LedgerEntryResource>(
                "AdjustBudget", "Adds units to a budget or removes them, or restores a share of the budget.");
        group.MapPost("/ledger/exclusions", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                (Caller caller, BudgetExclusion request) =
                    await WriteRequests.ExclusionAsync(http, name, cancellationToken).ConfigureAwait(false);
                return Done(http, await caller.Get<IBudgetLedger>().ExcludeAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<ExclusionRequest, LedgerEntryResource>(
                "ExcludeTime", "Excludes time from a budget or from all budgets of a service, once or by a recurrence.");
        group.MapPost("/ledger/resets", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                (Caller caller, BudgetReset request) =
                    await WriteRequests.ResetAsync(http, name, cancellationToken).ConfigureAwait(false);
                return Done(http, await caller.Get<IBudgetLedger>().ResetAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<ResetRequest, LedgerEntryResource>("ResetBudget", "Resets a budget.");
        group.MapPost(
            "/ledger/{service}/entries/{id}/revocation",
            async (HttpContext http, string service, string id, CancellationToken cancellationToken) =>
            {
                RevocationRequest body = await RequestBody.ReadAsync(
                    http, WriteJson.Default.RevocationRequest, cancellationToken).ConfigureAwait(false);
                var caller = new Caller(http, name);
                var request = new LedgerRevocation
                {
                    Service = await caller.ServiceAsync(service).ConfigureAwait(false),
                    EntryId = id,
                    By = WriteGuard.Who(http),
                    Reason = body.Reason
                };
                return Done(http, await caller.Get<IBudgetLedger>().RevokeAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<RevocationRequest, LedgerEntryResource>("RevokeEntry", "Revokes an entry of the ledger.");
        group.MapPost(
            "/metrics/{name}/shifts/accept",
            async (HttpContext http, [FromRoute(Name = "name")] string metric, CancellationToken cancellationToken) =>
            {
                (Caller caller, MetricDefinition known, DateTimeOffset at, ChangeRequest request) =
                    await WriteRequests.AcceptanceAsync(http, name, metric, cancellationToken).ConfigureAwait(false);
                return Done(
                    http, await caller.Get<ITrends>().AcceptShiftAsync(known.Name, at, request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<ShiftAcceptanceRequest, AcceptedShiftResource>(
                "AcceptShift", "Accepts a shift of a metric as a new baseline, so that its alert resolves.");
        group.MapPost(
            "/metrics/{name}/shifts/{id}/withdrawal",
            async (HttpContext http, [FromRoute(Name = "name")] string metric, string id, CancellationToken cancellationToken) =>
            {
                (Caller caller, MetricDefinition known, ChangeRequest request) =
                    await WriteRequests.WithdrawalAsync(http, name, metric, cancellationToken).ConfigureAwait(false);
                return Done(
                    http,
                    await caller.Get<ITrends>().WithdrawAcceptanceAsync(known.Name, id, request, cancellationToken)
                        .ConfigureAwait(false));
            })
            .Describe<RevocationRequest, AcceptedShiftResource>("WithdrawAcceptance", "Withdraws the acceptance of a shift.");
    }

    private static JsonHttpResult<AcceptedShiftResource> Done(HttpContext http, AcceptedShift shift)
    {
        (string by, string kind, string reason) = shift.IsInForce
            ? (shift.By, "AcceptedShift", shift.Reason)
            : (shift.WithdrawnBy!, "WithdrawnAcceptance", shift.WithdrawalReason!);
        Log.Changed(Logger(http), by, kind, shift.Id, shift.Service, reason);
        return Api.Json(AcceptedShiftResource.Of(shift), StatusCodes.Status201Created);
    }

    private static JsonHttpResult<GateAuditResource> Done(HttpContext http, GateAuditEntry entry)
    {
        Log.Changed(Logger(http), entry.By, entry.Kind.ToString(), entry.Id, entry.Service, entry.Reason);
        return Api.Json(GateAuditResource.From(entry), StatusCodes.Status201Created);
    }

    private static JsonHttpResult<LedgerEntryResource> Done(HttpContext http, LedgerEntry entry)
    {
        Log.Changed(Logger(http), entry.By, entry.Kind.ToString(), entry.Id, entry.Service, entry.Reason);
        return Api.Json(LedgerEntryResource.Of(entry), StatusCodes.Status201Created);
    }

    private static ILogger Logger(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);

    private static RouteHandlerBuilder Describe<TBody, TAnswer>(this RouteHandlerBuilder endpoint, string name, string summary)
        where TBody : notnull => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Accepts<TBody>("application/json")
        .Produces<TAnswer>(StatusCodes.Status201Created)
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(415).ProducesProblem(503);
}
