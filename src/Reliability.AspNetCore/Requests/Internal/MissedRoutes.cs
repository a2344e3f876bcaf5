using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Finds the routes that objectives name and that a request missed only by its method (405) or by the type of its content (415). Routing
/// answers such a request by an endpoint of its own, which does not say which routes it stands for.
/// </summary>
/// <param name="named">The routes that objectives name.</param>
/// <param name="find">Finds the objectives that name a route, by the names of the route.</param>
/// <param name="policies">Creates the constraints of routes; <see langword="null"/> if the application has no routing.</param>
internal sealed class MissedRoutes(
    IEnumerable<(RouteEndpoint Endpoint, MappedRoute Route)> named,
    Func<IReadOnlyList<string>, RequestRoute> find,
    ParameterPolicyFactory? policies)
{
    public static readonly MissedRoutes None = new([], _ => throw new InvalidOperationException("No route is named."), policies: null);

    private readonly Named[] _named =
    [
        .. named.Select(one => new Named(new RoutePath(one.Endpoint.RoutePattern, policies), one.Route.Names, find(one.Route.Names))),
    ];

    /// <summary>Returns the objectives that name a route of a path; <see langword="null"/> if none does.</summary>
    public RequestRoute? Of(PathString path)
    {
        Named[] missed = [.. _named.Where(one => one.Path.Matches(path)).DistinctBy(one => one.Names[0], StringComparer.OrdinalIgnoreCase)];
        return missed switch
        {
            [] => null,
            [var one] => one.Route,
            _ => find([.. missed.SelectMany(one => one.Names).Distinct(StringComparer.OrdinalIgnoreCase)]),
        };
    }

    private sealed record Named(RoutePath Path, IReadOnlyList<string> Names, RequestRoute Route);
}
