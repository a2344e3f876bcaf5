using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints of decisions: the ledger, overrides and policies.</summary>
internal static class LedgerApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods(
            "/ledger/{service}", Api.Read, async (HttpContext http, string service, string? knownAt, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                string known = await caller.ServiceAsync(service).ConfigureAwait(false);
                IReadOnlyList<LedgerEntry> entries = await caller.Get<IBudgetLedger>()
                    .GetEntriesAsync(known, Api.Instant(knownAt, nameof(knownAt)), cancellationToken).ConfigureAwait(false);
                return Api.Json(new LedgerList(known, [.. entries.Select(LedgerEntryResource.Of)]));
            })
            .Describe<LedgerList>("Ledger", "The adjustments, exclusions, resets and definitions of a service, as known now or at knownAt.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/gate/{service}/overrides", Api.Read, async (HttpContext http, string service, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                string known = await caller.ServiceAsync(service).ConfigureAwait(false);
                IReadOnlyList<GateAuditEntry> history = await caller.Get<IReleaseGate>()
                    .GetHistoryAsync(known, cancellationToken).ConfigureAwait(false);
                return Api.Json(new GateAuditList(known, [.. history.Select(GateAuditResource.From)]));
            })
            .Describe<GateAuditList>(
                "GateOverrides", "The overrides of the release gate of a service: who made or revoked each, why, and until when.")
            .ProducesProblem(404);
        group.MapMethods("/policies", Api.Read, async (HttpContext http, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                IAlerts alerts = caller.Get<IAlerts>();
                IReadOnlyList<AlertStatus> states = await alerts.GetCurrentAsync(cancellationToken).ConfigureAwait(false);
                return Api.Json(PolicyList.From(
                    await caller.OnlyOfMetricsAsync(alerts.Policies, policy => policy.Slo).ConfigureAwait(false),
                    states,
                    caller.Get<JobCoordinator>().LastKnownStatus,
                    await AlertApi.UnreadableAsync(caller).ConfigureAwait(false)));
            })
            .Describe<PolicyList>(
                "Policies",
                "The policies for budgets that run low, the state of each, and when and by which process it was last evaluated.");
    }
}
