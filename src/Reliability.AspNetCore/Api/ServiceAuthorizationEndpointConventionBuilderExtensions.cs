using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Reliability.AspNetCore.Internal;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Provides the method that authorizes the callers of the JSON API for each service on its own.</summary>
public static class ServiceAuthorizationEndpointConventionBuilderExtensions
{
    /// <summary>
    /// Evaluates a policy for each service whose data an endpoint returns or changes, with a <c>ReliabilityService</c> as the resource.
    /// An endpoint about a service for which the policy fails returns 403, and lists leave that service out. Without this method, whoever
    /// may call the endpoints may call them for every service of the setup.
    /// </summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">
    /// The endpoints of <c>MapReliability</c> or <c>MapReliabilityWrites</c>. This method does not authenticate callers: call
    /// <c>RequireAuthorization</c> too.
    /// </param>
    /// <param name="policy">
    /// The authorization policy. The application does not start if the policy does not exist, if the endpoints are not those of a setup,
    /// or if <c>MapReliability</c> requires this of a setup and <c>MapReliabilityWrites</c> does not.
    /// </param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireServiceAuthorization<TBuilder>(this TBuilder builder, string policy)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(policy);
        return builder.WithMetadata(
            new ServicePolicy(policy),
            new ProducesResponseTypeMetadata(StatusCodes.Status403Forbidden, typeof(ProblemDetails), ["application/problem+json"]));
    }
}
