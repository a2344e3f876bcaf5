using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.AspNetCore.Internal;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.AspNetCore;

/// <summary>
/// What the caller of a request may see and change of a setup. It is meant for packages that add pages or endpoints of their own to those
/// of <c>MapReliability</c>, so that one set of rules protects all of them.
/// </summary>
public sealed class ReliabilityAccess
{
    private ReliabilityAccess()
    {
    }

    /// <summary>Gets the services whose data the caller may see, in the order of their declaration.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>
    /// Gets the prefix at which <c>MapReliabilityWrites</c> is mapped for the setup, such as <c>/reliability</c>, or <see langword="null"/>
    /// if it is not mapped or the caller does not satisfy its policy.
    /// </summary>
    public string? WritePrefix { get; init; }

    /// <summary>
    /// Gets the services that the caller may change; empty if <see cref="WritePrefix"/> is <see langword="null"/>. The write endpoints
    /// check each request again.
    /// </summary>
    public required IReadOnlyList<string> WritableServices { get; init; }

    /// <summary>
    /// Gets a number that grows with each request that the write endpoints of the setup have handled in this process. What was read before
    /// it grew may be out of date.
    /// </summary>
    public long Changes { get; init; }

    /// <summary>
    /// Adds a group of endpoints that is protected as those of <c>MapReliability</c>: the application starts only if the group states who
    /// may read it, requests to it are not measured, and <c>RequireServiceAuthorization</c> applies to it.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path prefix.</param>
    /// <param name="name">The name that was passed to <c>AddReliability</c>; empty for the default setup.</param>
    /// <param name="method">The name of the method that maps the group, for messages.</param>
    /// <exception cref="InvalidOperationException">There is no setup of this name.</exception>
    public static RouteGroupBuilder MapGroup(IEndpointRouteBuilder endpoints, string prefix, string name, string method)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrEmpty(method);
        Setup.Require(endpoints.ServiceProvider, name);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        EndpointGuard.Protect(group, endpoints.ServiceProvider, method);
        group.WithMetadata(new ReliabilityEndpoint(name));
        return group;
    }

    /// <summary>Evaluates the policies of a request to an endpoint of <see cref="MapGroup"/>.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="InvalidOperationException">The endpoint does not belong to a setup.</exception>
    public static async ValueTask<ReliabilityAccess> OfAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string name = SetupOf(context);
        string[] all =
        [
            .. context.RequestServices.GetRequiredKeyedService<IErrorBudgets>(name).Objectives.Select(slo => slo.Service)
                .Concat(context.RequestServices.GetRequiredKeyedService<ITrends>(name).Metrics.Select(metric => metric.Service))
                .Distinct(StringComparer.Ordinal),
        ];
        IReadOnlyList<string> services = await new Caller(context, name).OnlyAsync(all, one => one).ConfigureAwait(false);
        Endpoint? writes = context.RequestServices.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .FirstOrDefault(one => one.Metadata.GetMetadata<WriteEndpoint>() is not null
                && one.Metadata.GetMetadata<ReliabilityEndpoint>()?.Setup == name);
        long changes = writes?.Metadata.GetMetadata<WriteEndpoint>()?.Requests ?? 0;
        if (writes?.Metadata.GetMetadata<WriteEndpoint>() is not { } write || !await IsSatisfiedAsync(context, write).ConfigureAwait(false))
        {
            return new ReliabilityAccess { Services = services, WritableServices = [], Changes = changes };
        }

        var caller = new Caller(context, name, writes);
        return new ReliabilityAccess
        {
            Services = services,
            WritePrefix = write.Prefix,
            Changes = changes,
            WritableServices = await caller.OnlyAsync(services, one => one).ConfigureAwait(false),
        };
    }

    /// <summary>
    /// Sends a change to a write endpoint of the setup, in the name of the caller of a request to an endpoint of <see cref="MapGroup"/>,
    /// such as one that a form makes. The policies and the checks of the write endpoint decide, as for a request from outside.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="endpoint">The route of the write endpoint after its prefix, such as <c>/gate/{service}/overrides</c>.</param>
    /// <param name="values">The values of the route.</param>
    /// <param name="body">The body, in JSON.</param>
    /// <exception cref="ArgumentException">There is no such write endpoint.</exception>
    /// <exception cref="InvalidOperationException">The endpoint does not belong to a setup, or its writes are not mapped.</exception>
    public static ValueTask<ReliabilityReply> SendAsync(
        HttpContext context, string endpoint, IReadOnlyDictionary<string, string> values, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        ArgumentNullException.ThrowIfNull(values);
        return WriteCall.SendAsync(context, SetupOf(context), endpoint, values, body);
    }

    private static string SetupOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ReliabilityEndpoint>()?.Setup
        ?? throw new InvalidOperationException("The endpoint does not belong to a setup; map it with ReliabilityAccess.MapGroup.");

    private static async ValueTask<bool> IsSatisfiedAsync(HttpContext context, WriteEndpoint write) =>
        context.User.Identity?.IsAuthenticated == true
        && WriteGuard.Name(context) is not null
        && (await context.RequestServices.GetRequiredService<IAuthorizationService>()
            .AuthorizeAsync(context.User, resource: null, write.Policy).ConfigureAwait(false)).Succeeded;
}
