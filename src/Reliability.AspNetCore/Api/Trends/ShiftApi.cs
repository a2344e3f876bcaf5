using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reliability.Alerting;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoint of the shifts of a metric.</summary>
internal static class ShiftApi
{
    public static void Map(RouteGroupBuilder group, string name) => group.MapMethods(
        "/metrics/{name}/shifts",
        Api.Read,
        async (
            HttpContext http,
            [Microsoft.AspNetCore.Mvc.FromRoute(Name = "name")] string metric,
            string? days,
            CancellationToken cancellationToken) =>
        {
            var caller = new Caller(http, name);
            MetricDefinition known = await caller.MetricAsync(metric).ConfigureAwait(false);
            ITrends trends = caller.Get<ITrends>();
            int asked = days is null ? known.TrendRule?.Days ?? 90 : MetricApi.Days(days, TrendRequest.MaxDays);
            TrendReport report = await trends.GetReportAsync(
                new TrendRequest { Metric = known.Name, Days = asked, Options = known.TrendRule?.Options }, cancellationToken)
                .ConfigureAwait(false);
            IReadOnlyList<AcceptedShift> accepted =
                await trends.GetAcceptedShiftsAsync(known.Name, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<AlertStatus> alerts = known.TrendRule is null
                ? []
                : await caller.Get<ITrendAlerts>().GetCurrentAsync(cancellationToken).ConfigureAwait(false);
            return Api.Json(new ShiftList(
                known.Name,
                known.Service,
                report.Verdict.ToString(),
                report.Summary,
                BaselineResource.Of(report),
                [.. report.Shifts.Select(MetricShiftResource.Of)],
                [.. accepted.Select(AcceptedShiftResource.Of)],
                [.. alerts.Where(one => one.Slo == known.Name && one.Service == known.Service).Select(TrendAlertResource.From)]));
        })
        .Describe<ShiftList>(
            "MetricShifts",
            "The shifts of a metric over the last days, those that a person accepted, and the alerts of its trend rule. days is 1 to 1826, "
            + "by default that of the rule, or 90.")
        .ProducesProblem(400)
        .ProducesProblem(404);
}
