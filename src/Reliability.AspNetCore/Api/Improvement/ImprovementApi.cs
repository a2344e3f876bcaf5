using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints of the metrics of improvement, and of the quality of the records behind them.</summary>
internal static class ImprovementApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods(
            "/improvement",
            Api.Read,
            async Task<IResult> (
                HttpContext http,
                string? from,
                string? to,
                string? service,
                string? environment,
                string? format,
                CancellationToken cancellationToken) =>
            {
                bool isList = IsList(format);
                TimeRange period = MetricPeriod.Of(ExperimentApi.Now(http), from, to);
                var caller = new Caller(http, name);
                string? scope = await ScopeAsync(caller, service).ConfigureAwait(false);
                ImprovementReport report = await caller.Get<IImprovementMetrics>()
                    .GetMetricsAsync(period, scope, environment, cancellationToken).ConfigureAwait(false);
                return isList
                    ? TypedResults.Text(ImprovementJson.Write(report), "application/json", Encoding.UTF8)
                    : Api.Json(ImprovementResource.Of(report));
            })
            .Describe<ImprovementResource>(
                "Improvement",
                "The metrics of improvement of a period, by default the last 90 days: how fast incidents are detected and ended, how often "
                + "they come again, how long improvements take, and how the team deploys. Without service, of all services "
                + "together. environment is that of the deployments. format=list returns only a list with the fields of "
                + "metrics.json.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/improvement/comparison",
            Api.Read,
            async (
                HttpContext http,
                string? from,
                string? to,
                string? earlierFrom,
                string? earlierTo,
                string? service,
                string? environment,
                CancellationToken cancellationToken) =>
            {
                DateTimeOffset now = ExperimentApi.Now(http);
                TimeRange later = MetricPeriod.Of(now, from, to);
                TimeRange earlier = MetricPeriod.Earlier(now, later, earlierFrom, earlierTo);
                var caller = new Caller(http, name);
                string? scope = await ScopeAsync(caller, service).ConfigureAwait(false);
                return Api.Json(ImprovementComparisonResource.Of(await caller.Get<IImprovementMetrics>()
                    .CompareAsync(earlier, later, scope, environment, cancellationToken).ConfigureAwait(false)));
            })
            .Describe<ImprovementComparisonResource>(
                "ImprovementComparison",
                "The metrics of a period, by default the last 90 days, and of an earlier one, by default that of the same length before "
                + "it. A verdict is given only if the intervals of a metric have no value in common.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/incidents/quality",
            Api.Read,
            async Task<IResult> (
                HttpContext http, string? from, string? to, string? service, string? format, CancellationToken cancellationToken) =>
            {
                bool isMarkdown = ResponseFormat.IsMarkdown(http, format);
                TimeRange period = MetricPeriod.Of(ExperimentApi.Now(http), from, to);
                var caller = new Caller(http, name);
                string? scope = await ScopeAsync(caller, service).ConfigureAwait(false);
                IncidentDataQuality quality = await caller.Get<IImprovementMetrics>()
                    .GetDataQualityAsync(period, scope, cancellationToken).ConfigureAwait(false);
                http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
                return isMarkdown
                    ? TypedResults.Text(IncidentDataQualityMarkdown.Write(quality), ResponseFormat.Markdown, Encoding.UTF8)
                    : Api.Json(DataQualityResource.Of(quality));
            })
            .Describe<DataQualityResource>(
                "IncidentQuality",
                "What is doubtful about the records of the incidents that started or ended in a period, by default the last 90 days: "
                + "negative, zero and very long durations, no detection, overlaps, late postings, milestones out of order. "
                + "format=markdown or the header Accept: text/markdown returns Markdown.")
            .ProducesProblem(400)
            .ProducesProblem(404);
    }

    /// <summary>Returns the service that metrics are of, or <see langword="null"/> for all services of the setup.</summary>
    /// <exception cref="ForbiddenException">The caller may reach no service.</exception>
    /// <exception cref="BadQueryException">The caller may reach several services, but not all, and named none.</exception>
    private static async ValueTask<string?> ScopeAsync(Caller caller, string? service)
    {
        IReadOnlyList<string> services = await IncidentApi.ServicesAsync(caller, service).ConfigureAwait(false);
        return services.Count switch
        {
            1 => services[0],
            0 => throw new ForbiddenException("The caller is not authorized for any service."),
            var count when count == caller.Get<IIncidents>().Services.Count => null,
            _ => throw new BadQueryException(
                $"service: the caller may read {services.Count} services and not all; state one of them: "
                + $"{Names.Nearest(string.Empty, services)}."),
        };
    }

    private static bool IsList(string? format) => format switch
    {
        null or "json" => false,
        "list" => true,
        _ => throw new BadQueryException($"format: {Check.Rejection(format, "'json' (default) or 'list'")}"),
    };
}
