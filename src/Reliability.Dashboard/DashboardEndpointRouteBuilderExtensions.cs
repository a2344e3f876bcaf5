using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Reliability.Dashboard;
using Reliability.Dashboard.Internal;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Provides the method that maps the dashboard.</summary>
public static class DashboardEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the dashboard: a page that shows whether each service may be released, what hurts, and what is measured, a page for each
    /// objective and experiment, and a JSON twin of each page, from the same record.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path prefix, such as <c>/reliability</c>; it can be the prefix of <c>MapReliability</c>.</param>
    /// <param name="configure">Sets the title, the time zone and the intervals.</param>
    /// <returns>
    /// The pages, their twins and their assets. State who may read them: call <c>.RequireAuthorization(...)</c> or
    /// <c>.AllowAnonymous()</c>. Without it, the application does not start, unless it has a fallback policy. In Development, it starts
    /// with a warning and answers only requests from this machine. Changes are offered only if <c>MapReliabilityWrites</c> is mapped, and
    /// only to callers who satisfy its policy.
    /// </returns>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="InvalidOperationException">There is no setup.</exception>
    public static RouteGroupBuilder MapReliabilityDashboard(
        this IEndpointRouteBuilder endpoints, string prefix, Action<DashboardOptions> configure) =>
        endpoints.MapReliabilityDashboard(prefix, Options.DefaultName, configure);

    /// <summary>Maps the dashboard with the default options.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path prefix, such as <c>/reliability</c>.</param>
    /// <inheritdoc cref="MapReliabilityDashboard(IEndpointRouteBuilder, string, Action{DashboardOptions})"/>
    public static RouteGroupBuilder MapReliabilityDashboard(this IEndpointRouteBuilder endpoints, string prefix) =>
        endpoints.MapReliabilityDashboard(prefix, Options.DefaultName, _ => { });

    /// <summary>Maps the dashboard of a named setup.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path prefix, such as <c>/reliability/partners</c>.</param>
    /// <param name="name">The name that was passed to <c>AddReliability</c>.</param>
    /// <param name="configure">Sets the title, the time zone and the intervals.</param>
    /// <inheritdoc cref="MapReliabilityDashboard(IEndpointRouteBuilder, string, Action{DashboardOptions})"/>
    public static RouteGroupBuilder MapReliabilityDashboard(
        this IEndpointRouteBuilder endpoints, string prefix, string name, Action<DashboardOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new DashboardOptions();
        configure(options);
        options.RequireOrigins(nameof(configure));
        return DashboardEndpoints.Map(endpoints, prefix, name, options);
    }
}
