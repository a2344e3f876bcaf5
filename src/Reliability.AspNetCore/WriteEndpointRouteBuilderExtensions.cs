using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Reliability.AspNetCore.Internal;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Lets authorized people change budgets and gates over HTTP.</summary>
public static class WriteEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the writing part of the JSON API, which nobody gets without asking for it: overrides of the release gate, adjustments, exclusions, resets, and
    /// their revocations. Who did it is taken from the authenticated user and stands in the audit history.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">Where, such as <c>/reliability</c>; it may be that of <c>MapReliability</c>.</param>
    /// <param name="policy">The authorization policy that callers must meet. The application does not start when it does not exist, or when the endpoints allow anonymous callers.</param>
    /// <exception cref="InvalidOperationException">Nothing is set up.</exception>
    public static IEndpointConventionBuilder MapReliabilityWrites(this IEndpointRouteBuilder endpoints, string prefix, string policy) =>
        endpoints.MapReliabilityWrites(prefix, policy, Options.DefaultName);

    /// <summary>Maps the writing part of the JSON API of a set-up with a name.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">Where.</param>
    /// <param name="policy">The authorization policy that callers must meet.</param>
    /// <param name="name">The name that was given to <c>AddReliability</c>.</param>
    /// <inheritdoc cref="MapReliabilityWrites(IEndpointRouteBuilder, string, string)"/>
    public static IEndpointConventionBuilder MapReliabilityWrites(this IEndpointRouteBuilder endpoints, string prefix, string policy, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentException.ThrowIfNullOrEmpty(policy);
        ArgumentNullException.ThrowIfNull(name);
        Setup.Require(endpoints.ServiceProvider, name);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        WriteGuard.Protect(group, endpoints.ServiceProvider, policy);
        group.AddEndpointFilter(ApiFaults.TurnIntoProblemsAsync);
        group.AddEndpointFilter(WriteFaults.TurnIntoProblemsAsync);
        group.RequireAuthorization(policy).WithTags("Reliability").WithMetadata(ReliabilityEndpoint.Instance, WriteEndpoint.Instance, BodyLimit.Instance);
        WriteApi.Map(group, name);
        return group;
    }
}
