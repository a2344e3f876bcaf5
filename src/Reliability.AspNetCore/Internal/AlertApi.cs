using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Common.Internal;
using Reliability.Jobs;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The read-only endpoints of alerts: current alerts, history, undelivered notifications, orphaned alerts and definition conflicts.
/// </summary>
internal static class AlertApi
{
    private const int MostTransitions = 1000;

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods("/alerts", Api.Read, async (HttpContext http, CancellationToken cancellationToken) => Api.Json(AlertList.From(
                await Api.Budgets(http, name).GetReportsAsync(cancellationToken: cancellationToken).ConfigureAwait(false),
                await Alerts(http, name).GetCurrentAsync(cancellationToken).ConfigureAwait(false),
                Alerts(http, name).Unreadable)))
            .Describe<AlertList>("Alerts", "The current reading of every alert rule, and the state of its alert.");
        group.MapMethods(
            "/alerts/transitions/{service}",
            Api.Read,
            async (HttpContext http, string service, string? count, CancellationToken cancellationToken) =>
            {
                string known = Api.FindService(http, name, service);
                IReadOnlyList<AlertNotification> history = await Alerts(http, name)
                    .GetHistoryAsync(known, Count(count), cancellationToken).ConfigureAwait(false);
                return Api.Json(new TransitionList(known, [.. history.Select(TransitionResource.From)]));
            })
            .Describe<TransitionList>(
                "AlertTransitions",
                "The alerts of a service that fired and resolved, the newest first: at most count of them, by default 100.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods("/alerts/undelivered", Api.Read, async (HttpContext http, CancellationToken cancellationToken) =>
            Api.Json(new UndeliveredList([
                .. (await Alerts(http, name).GetUndeliveredAsync(cancellationToken).ConfigureAwait(false))
                    .Select(one => new UndeliveredResource(one.Notifier, one.GivenUpAt, TransitionResource.From(one.Notification))),
            ])))
            .Describe<UndeliveredList>("UndeliveredAlerts", "Notifications that were abandoned after too many attempts.");
        group.MapMethods(
            "/alerts/orphaned/{service}", Api.Read, async (HttpContext http, string service, CancellationToken cancellationToken) =>
            {
                string known = Api.FindService(http, name, service);
                IAlerts alerts = Alerts(http, name);
                IReadOnlyList<AlertStatus> orphaned = await alerts.GetOrphanedAsync(known, cancellationToken).ConfigureAwait(false);
                return Api.Json(new OrphanList(
                    known,
                    [.. orphaned.Select(OrphanResource.From)],
                    [.. alerts.Unreadable.Where(one => one.Id.Collection.Service == known).Select(UnreadableResource.From)]));
            })
            .Describe<OrphanList>("OrphanedAlerts", "The alerts of a service that fire and that no live process evaluates.")
            .ProducesProblem(404);
        group.MapMethods("/alerts/conflicts", Api.Read, (HttpContext http, CancellationToken _) => Api.Json(new ConflictList(
                [.. http.RequestServices.GetRequiredKeyedService<IJobs>(name).Conflicts.Select(ConflictResource.From)])))
            .Describe<ConflictList>("Conflicts", "Items that live processes define differently, the definition in effect, and the reason.");
    }

    private static IAlerts Alerts(HttpContext http, string name) => http.RequestServices.GetRequiredKeyedService<IAlerts>(name);

    private static int Count(string? text) => text switch
    {
        null => 100,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MostTransitions =>
            count,
        _ => throw new BadQueryException($"count: {Check.Refusal(text, $"legal are 1 to {MostTransitions}")}"),
    };
}
