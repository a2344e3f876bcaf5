using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
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
                string known = Api.FindService(http, name, service);
                IReadOnlyList<LedgerEntry> entries = await http.RequestServices.GetRequiredKeyedService<IBudgetLedger>(name)
                    .GetEntriesAsync(known, Api.Instant(knownAt, nameof(knownAt)), cancellationToken).ConfigureAwait(false);
                return Api.Json(new LedgerList(known, [.. entries.Select(LedgerEntryResource.Of)]));
            })
            .Describe<LedgerList>("Ledger", "The adjustments, exclusions, resets and definitions of a service, as known now or at knownAt.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/gate/{service}/overrides", Api.Read, async (HttpContext http, string service, CancellationToken cancellationToken) =>
            {
                string known = Api.FindService(http, name, service);
                IReadOnlyList<GateAuditEntry> history = await http.RequestServices.GetRequiredKeyedService<IReleaseGate>(name)
                    .GetHistoryAsync(known, cancellationToken).ConfigureAwait(false);
                return Api.Json(new GateAuditList(known, [.. history.Select(GateAuditResource.From)]));
            })
            .Describe<GateAuditList>(
                "GateOverrides", "The overrides of the release gate of a service: who made or revoked each, why, and until when.")
            .ProducesProblem(404);
        group.MapMethods("/policies", Api.Read, async (HttpContext http, CancellationToken cancellationToken) =>
            {
                IAlerts alerts = http.RequestServices.GetRequiredKeyedService<IAlerts>(name);
                return Api.Json(PolicyList.From(alerts.Policies, await alerts.GetCurrentAsync(cancellationToken).ConfigureAwait(false)));
            })
            .Describe<PolicyList>("Policies", "The policies for budgets that run low, and the state of each.");
    }
}
