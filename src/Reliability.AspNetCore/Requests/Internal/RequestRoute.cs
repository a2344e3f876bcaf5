using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;

namespace Reliability.AspNetCore.Internal;

/// <summary>The objectives that the requests of one route feed.</summary>
internal sealed class RequestRoute(RequestTarget[] targets, bool isTaken)
{
    /// <summary>The display name that <c>MapHealthChecks</c> gives to its endpoints.</summary>
    private const string HealthChecks = "Health checks";

    /// <summary>The service of gRPC's protocol for health checks, which <c>MapGrpcHealthChecksService</c> maps.</summary>
    private const string GrpcHealth = "/grpc.health.v1.Health/";

    public RequestTarget[] Targets => targets;

    /// <summary>Gets a value indicating whether an objective needs the time at which the response starts.</summary>
    public bool IsToFirstByte { get; } = Array.Exists(targets, target => target.IsToFirstByte);

    /// <summary>
    /// Gets a value indicating whether a route took the request. What no route took counts only if the service failed, because a wrong
    /// address is the mistake of the caller.
    /// </summary>
    public bool IsTaken => isTaken;

    /// <summary>Gets a value indicating whether the route takes what no other route took.</summary>
    public bool IsFallback { get; init; }

    /// <summary>
    /// Gets a value indicating whether the route is a hub of SignalR. A <c>GET</c> of it that is neither a WebSocket nor a stream of events
    /// is a long poll, which waits until there is a message: its duration is no latency.
    /// </summary>
    public bool IsHub { get; init; }

    /// <summary>Gets a value indicating whether the route is a method of gRPC that responds with a stream.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>Returns whether the requests of an endpoint are requests of users.</summary>
    public static bool IsMeasured(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ReliabilityEndpoint>() is null
        && endpoint.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is null
        && !IsHealthCheck(endpoint);

    /// <summary>
    /// Returns whether an endpoint answers health checks. Those of <c>MapHealthChecks</c> are known by the middleware that they run, or, if
    /// a convention wraps it, by their display name.
    /// </summary>
    private static bool IsHealthCheck(Endpoint endpoint) =>
        endpoint.RequestDelegate?.Target is HealthCheckMiddleware
        || endpoint.DisplayName == HealthChecks
        || (endpoint as RouteEndpoint)?.RoutePattern.RawText?.StartsWith(GrpcHealth, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Returns whether an endpoint is the connection of a hub of SignalR, and not its negotiation.</summary>
    public static bool Connects(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HubMetadata>() is not null && endpoint.Metadata.GetMetadata<NegotiateMetadata>() is null;

    /// <summary>Returns whether an endpoint takes what no other route took, as those of <c>MapFallback</c> do.</summary>
    public static bool TakesTheRest(Endpoint endpoint) => endpoint is RouteEndpoint { Order: int.MaxValue };
}
