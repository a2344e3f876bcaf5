using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Reliability.AspNetCore;
using Reliability.AspNetCore.Internal;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Provides methods that map the read-only JSON API.</summary>
public static class ReliabilityEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps a read-only JSON API: <c>objectives</c>, <c>status</c>, <c>burn</c>, <c>alerts</c>, <c>history</c>,
    /// <c>experiments</c>, <c>metrics</c>, <c>deployments</c>, <c>incidents</c>, <c>postmortems</c>, <c>actions</c>, <c>improvement</c>,
    /// <c>debt</c>, <c>health</c> and <c>gate/{service}</c>, which returns 200 if the service may be released and 409 if it may not, so
    /// that <c>curl -f</c> stops a pipeline.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path prefix, such as <c>/reliability</c>.</param>
    /// <returns>
    /// The endpoints. State who may read them: call <c>.RequireAuthorization(...)</c> or <c>.AllowAnonymous()</c>. Without it, the
    /// application does not start, unless it has a fallback policy. In Development, it starts with a warning and answers only requests from
    /// this machine.
    /// </returns>
    /// <exception cref="InvalidOperationException">There is no setup.</exception>
    public static IEndpointConventionBuilder MapReliability(this IEndpointRouteBuilder endpoints, string prefix) =>
        endpoints.MapReliability(prefix, Options.DefaultName);

    /// <summary>Maps the read-only JSON API of a named setup.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path prefix, such as <c>/reliability/partners</c>.</param>
    /// <param name="name">The name that was passed to <c>AddReliability</c>.</param>
    /// <inheritdoc cref="MapReliability(IEndpointRouteBuilder, string)"/>
    public static IEndpointConventionBuilder MapReliability(this IEndpointRouteBuilder endpoints, string prefix, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(name);
        RouteGroupBuilder group = ReliabilityAccess.MapGroup(endpoints, prefix, name, nameof(MapReliability));
        group.AddEndpointFilter(ApiFaults.TurnIntoProblemsAsync);
        group.WithTags("Reliability");
        ReadApi.Map(group, name);
        AlertApi.Map(group, name);
        LedgerApi.Map(group, name);
        ExperimentApi.Map(group, name);
        MetricApi.Map(group, name);
        ShiftApi.Map(group, name);
        DeploymentApi.Map(group, name);
        DebtApi.Map(group, name);
        IncidentApi.Map(group, name);
        PostmortemApi.Map(group, name);
        ActionApi.Map(group, name);
        ImprovementApi.Map(group, name);
        return group;
    }
}
