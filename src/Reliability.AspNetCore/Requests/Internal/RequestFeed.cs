using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

/// <summary>What one declaration waits for: a route, or any of them.</summary>
internal sealed class RequestFeed
{
    private readonly RequestSource _source;
    private readonly RequestFilter _filter;
    private readonly string? _route;
    private readonly Func<IReadOnlyList<MappedRoute>> _mapped;

    public RequestFeed(
        ReliabilityRecorder recorder, RequestSource source, string? route, Func<IReadOnlyList<MappedRoute>> mapped)
    {
        _source = source;
        _filter = source.Filter;
        _route = route;
        _mapped = mapped;
        string methods = string.Concat(_filter.Methods.Select(method => $"{method} "));
        Feed = recorder.AddFeed(
            source.Slo, FeedKinds.Requests, $"requests {methods}{(route is null ? "of any route" : $"/{route}")}", Hint);
    }

    public Feed Feed { get; }

    public RequestSource Source => _source;

    public RequestFilter Filter => _filter;

    /// <summary>Gets a value indicating whether every request is selected, also one that fails before routing.</summary>
    public bool TakesAll => _route is null && _filter.Methods.Count == 0;

    public bool Takes(MappedRoute route) => route.IsMeasured
        && (_route is null || IsNamed(route))
        && _filter.TakesRoute(route.Names)
        && TakesMethodOf(route);

    private bool IsNamed(MappedRoute route) => route.Names.Contains(_route, StringComparer.OrdinalIgnoreCase);

    private bool TakesMethodOf(MappedRoute route) => _filter.Methods.Count == 0
        || route.Methods.Count == 0
        || _filter.Methods.Intersect(route.Methods, StringComparer.OrdinalIgnoreCase).Any();

    private string? Hint()
    {
        if (TakesAll)
        {
            return null;
        }

        IReadOnlyList<MappedRoute> mapped = _mapped();
        MappedRoute[] named = _route is null ? [] : [.. mapped.Where(IsNamed)];
        return named switch
        {
            [] when _route is null => $"No route has this method. {NearestMethods(mapped)}".TrimEnd(),
            [] => Names.Hint($"/{_route}", mapped.Where(one => one.IsMeasured).Select(one => one.Path)) ?? "No route is mapped.",
            _ when named.All(one => !one.IsMeasured) => "The requests of this route are not requests of users and do not count.",
            _ when named.All(one => !TakesMethodOf(one)) => $"The route has other methods. {NearestMethods(named)}",
            _ when named.All(one => one.IsShortCircuited) =>
                "Routing answers this route itself, because of ShortCircuit(); call app.UseRouting() after app.UseReliability() to count "
                + "it.",
            _ => "The route is excluded by ExcludeRoute.",
        };
    }

    private string? NearestMethods(IEnumerable<MappedRoute> routes) =>
        Names.Hint(_filter.Methods[0], routes.SelectMany(one => one.Methods));
}
