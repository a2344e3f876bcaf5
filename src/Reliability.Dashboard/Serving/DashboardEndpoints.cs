using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reliability.AspNetCore;

namespace Reliability.Dashboard.Internal;

/// <summary>Maps the pages, their twins and their assets in one protected group.</summary>
internal static class DashboardEndpoints
{
    private static readonly string[] _read = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string[] _send = [HttpMethods.Post];

    public static RouteGroupBuilder Map(IEndpointRouteBuilder endpoints, string prefix, string name, DashboardOptions options)
    {
        RouteGroupBuilder group = ReliabilityAccess.MapGroup(
            endpoints, prefix, name, nameof(DashboardEndpointRouteBuilderExtensions.MapReliabilityDashboard));
        var server = new PageServer(endpoints.ServiceProvider, prefix, name, options);
        Page(group, "/", "overview", http => server.OverviewAsync(http, isTwin: false));
        Page(group, "/dashboard.json", "overview twin", http => server.OverviewAsync(http, isTwin: true));
        Page(group, "/slo/{item}", "objective", http => server.ObjectiveAsync(http, Item(http), isTwin: false));
        Page(group, "/slo/{item}.json", "objective twin", http => server.ObjectiveAsync(http, Item(http), isTwin: true));
        Page(group, "/experiment/{item}", "experiment", http => server.ExperimentAsync(http, Item(http), isTwin: false));
        Page(group, "/experiment/{item}.json", "experiment twin", http => server.ExperimentAsync(http, Item(http), isTwin: true));
        Page(group, "/trend/{item}", "trend", http => server.TrendAsync(http, Item(http), isTwin: false));
        Page(group, "/trend/{item}.json", "trend twin", http => server.TrendAsync(http, Item(http), isTwin: true));
        var changes = new ChangeServer(endpoints.ServiceProvider, name, options);
        Page(group, "/change/{item}", "change", http => changes.ShowAsync(http, Item(http)));
        group.MapMethods(
            "/change/{item}",
            _send,
            IResult (HttpContext http, CancellationToken _) => new Written(one => changes.SendAsync(one, Item(one)), http))
            .WithDisplayName("Reliability dashboard change form")
            .WithMetadata(BodySize.Instance)
            .ExcludeFromDescription();
        Page(group, "/technical-debt", "debt", http => server.DebtAsync(http, isTwin: false));
        Page(group, "/technical-debt.json", "debt twin", http => server.DebtAsync(http, isTwin: true));
        Page(group, "/incident/{item}", "incidents", http => server.IncidentsAsync(http, Item(http), isTwin: false));
        Page(group, "/incident/{item}.json", "incidents twin", http => server.IncidentsAsync(http, Item(http), isTwin: true));
        Page(
            group,
            "/incident/{service}/{item}",
            "incident",
            http => server.IncidentAsync(http, Value(http, "service"), Item(http), isTwin: false));
        Page(
            group,
            "/incident/{service}/{item}.json",
            "incident twin",
            http => server.IncidentAsync(http, Value(http, "service"), Item(http), isTwin: true));
        Page(group, "/improvement/{item}", "improvement", http => server.ImprovementAsync(http, Item(http), isTwin: false));
        Page(group, "/improvement/{item}.json", "improvement twin", http => server.ImprovementAsync(http, Item(http), isTwin: true));
        Page(
            group,
            "/postmortem/{service}/{item}",
            "postmortem",
            http => server.PostmortemAsync(http, Value(http, "service"), Item(http), isTwin: false));
        Page(
            group,
            "/postmortem/{service}/{item}.json",
            "postmortem twin",
            http => server.PostmortemAsync(http, Value(http, "service"), Item(http), isTwin: true));
        Page(group, "/deployment/{item}", "deployments", http => server.DeploymentsAsync(http, Item(http), isTwin: false));
        Page(group, "/deployment/{item}.json", "deployments twin", http => server.DeploymentsAsync(http, Item(http), isTwin: true));
        Page(group, "/assets/{version}/{item}", "asset", http => AssetSet.Default.WriteAsync(http, Value(http, "version"), Item(http)));
        return group;
    }

    private static void Page(RouteGroupBuilder group, string pattern, string what, Func<HttpContext, Task> write) =>
        group.MapMethods(pattern, _read, IResult (HttpContext http, CancellationToken _) => new Written(write, http))
            .WithDisplayName($"Reliability dashboard {what}")
            .ExcludeFromDescription();

    private static string Item(HttpContext http) => Value(http, "item");

    private static string Value(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>A response that is written after the filters of the group have allowed the request.</summary>
    private sealed class Written(Func<HttpContext, Task> write, HttpContext http) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => write(http);
    }
}
