using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Reliability.AspNetCore.Internal;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves what the library knows as JSON.</summary>
public static class ReliabilityEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps a read-only JSON API: <c>objectives</c>, <c>status</c>, <c>burn</c>, <c>alerts</c>, <c>history</c>, <c>health</c> and <c>gate/{service}</c>, which answers
    /// 200 when the service may be released and 409 when it may not, so that <c>curl -f</c> stops a pipeline.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">Where, such as <c>/reliability</c>.</param>
    /// <returns>
    /// The endpoints. Say who may read them: <c>.RequireAuthorization(...)</c> or <c>.AllowAnonymous()</c>. Without it the application does
    /// not start, unless it has a fallback policy; in Development it starts with a warning and answers requests from this machine alone.
    /// </returns>
    /// <exception cref="InvalidOperationException">Nothing is set up.</exception>
    public static IEndpointConventionBuilder MapReliability(this IEndpointRouteBuilder endpoints, string prefix) =>
        endpoints.MapReliability(prefix, Options.DefaultName);

    /// <summary>Maps the JSON API of a set-up with a name.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">Where, such as <c>/reliability/partners</c>.</param>
    /// <param name="name">The name that was given to <c>AddReliability</c>.</param>
    /// <inheritdoc cref="MapReliability(IEndpointRouteBuilder, string)"/>
    public static IEndpointConventionBuilder MapReliability(this IEndpointRouteBuilder endpoints, string prefix, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(name);
        Setup.Require(endpoints.ServiceProvider, name);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        EndpointGuard.Protect(group, endpoints.ServiceProvider);
        group.AddEndpointFilter(ApiFaults.TurnIntoProblemsAsync);
        group.WithTags("Reliability").WithMetadata(ReliabilityEndpoint.Instance);
        ReadApi.Map(group, name);
        AlertApi.Map(group, name);
        LedgerApi.Map(group, name);
        return group;
    }
}
