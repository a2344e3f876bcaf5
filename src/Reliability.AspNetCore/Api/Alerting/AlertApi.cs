using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The read-only endpoints of alerts: current alerts, history, undelivered notifications, orphaned alerts and definition conflicts.
/// </summary>
internal static class AlertApi
{
    private const int MaxTransitions = 1000;

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods("/alerts", Api.Read, async (HttpContext http, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                IAlerts alerts = caller.Get<IAlerts>();
                IReadOnlyList<AlertStatus> states = await alerts.GetCurrentAsync(cancellationToken).ConfigureAwait(false);
                IReadOnlyList<SloDefinition> objectives =
                    await caller.OnlyAsync(caller.Budgets.Objectives, slo => slo.Service).ConfigureAwait(false);
                IReadOnlyList<IReadOnlyList<AlertReading>> readings = await caller.Budgets
                    .GetAlertReadingsByNameAsync([.. objectives.Select(slo => slo.Name)], cancellationToken).ConfigureAwait(false);
                return Api.Json(AlertList.From(
                    objectives.Zip(readings), states, await UnreadableAsync(caller).ConfigureAwait(false)));
            })
            .Describe<AlertList>("Alerts", "The current reading of every alert rule, and the state of its alert.");
        group.MapMethods(
            "/alerts/transitions/{service}",
            Api.Read,
            async (HttpContext http, string service, string? count, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                string known = await caller.ServiceAsync(service).ConfigureAwait(false);
                IReadOnlyList<AlertNotification> history = await caller.Get<IAlerts>()
                    .GetHistoryAsync(known, Api.Limit(count, nameof(count), MaxTransitions), cancellationToken).ConfigureAwait(false);
                return Api.Json(new TransitionList(known, [.. history.Select(TransitionResource.From)]));
            })
            .Describe<TransitionList>(
                "AlertTransitions",
                "The alerts of a service that fired and resolved, the newest first: at most count of them, by default 100.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods("/alerts/undelivered", Api.Read, async (HttpContext http, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                IReadOnlyList<UndeliveredNotification> undelivered = await caller.OnlyAsync(
                    (await caller.Get<IAlerts>().GetUndeliveredAsync(cancellationToken).ConfigureAwait(false))
                        .Concat(await caller.Get<ITrendAlerts>().GetUndeliveredAsync(cancellationToken).ConfigureAwait(false))
                        .OrderByDescending(one => one.GivenUpAt),
                    one => one.Notification.Service).ConfigureAwait(false);
                return Api.Json(new UndeliveredList(
                    [.. undelivered.Select(UndeliveredResource.From)], await UnreadableAsync(caller).ConfigureAwait(false)));
            })
            .Describe<UndeliveredList>("UndeliveredAlerts", "Notifications that were abandoned after too many attempts.");
        group.MapMethods(
            "/alerts/orphaned/{service}", Api.Read, async (HttpContext http, string service, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                string known = await caller.ServiceAsync(service).ConfigureAwait(false);
                IReadOnlyList<AlertStatus> orphaned = await caller.Get<IAlerts>()
                    .GetOrphanedAsync(known, cancellationToken).ConfigureAwait(false);
                return Api.Json(new OrphanList(
                    known,
                    [.. orphaned.Select(OrphanResource.From)],
                    [.. (await UnreadableAsync(caller).ConfigureAwait(false)).Where(one => one.Service == known)]));
            })
            .Describe<OrphanList>("OrphanedAlerts", "The alerts of a service that fire and that no live process evaluates.")
            .ProducesProblem(404);
        group.MapMethods("/alerts/conflicts", Api.Read, async (HttpContext http, CancellationToken _) =>
            {
                var caller = new Caller(http, name);
                return Api.Json(new ConflictList(await caller
                    .OnlyAsync(caller.Get<IJobs>().Conflicts.Select(ConflictResource.From), one => one.Service).ConfigureAwait(false)));
            })
            .Describe<ConflictList>("Conflicts", "Items that live processes define differently, the definition in effect, and the reason.");
    }

    /// <summary>Returns the stored alerts that could not be read when the endpoint asked for them.</summary>
    public static ValueTask<IReadOnlyList<UnreadableResource>> UnreadableAsync(Caller caller) =>
        caller.OnlyAsync(caller.Get<IAlerts>().Unreadable.Select(UnreadableResource.From), one => one.Service);
}
