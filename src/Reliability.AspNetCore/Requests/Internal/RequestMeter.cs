using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

/// <summary>Finds the objectives that a request feeds, once for each endpoint.</summary>
internal sealed class RequestMeter
{
    private readonly RequestFeed[] _feeds;
    private readonly RequestTarget[] _targets;
    private readonly RequestRoute _untaken;
    private readonly ConditionalWeakTable<Endpoint, RequestRoute> _byEndpoint = [];
    private readonly ConditionalWeakTable<Endpoint, ConditionalWeakTable<Endpoint, RequestRoute>> _byOrigin = [];
    private IReadOnlyList<MappedRoute> _mapped = [];
    private MissedRoutes _missed = MissedRoutes.None;
    private bool _isOrderReported;

    public RequestMeter(IEnumerable<RequestSource> sources, ReliabilityRecorder recorder, string setup)
    {
        Setup = setup;
        _feeds =
        [
            .. sources.SelectMany(source => source.Filter.Routes.DefaultIfEmpty()
                .Select(route => new RequestFeed(recorder, source, route, () => _mapped))),
        ];
        _targets = [.. _feeds.GroupBy(feed => feed.Feed.Recorder).Select(group => Target(recorder, group.Key, [.. group]))];
        _untaken = new RequestRoute(TargetsOf(names: null), isTaken: false);
    }

    /// <summary>Gets the name of the setup.</summary>
    public string Setup { get; }

    /// <summary>
    /// Gets or sets a value indicating whether the middleware is used. Without it, no request would be measured, and no error would show
    /// that.
    /// </summary>
    public bool IsUsed { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether a middleware around this one has replaced the token that reports that a client left.
    /// </summary>
    public bool IsTokenReplaced { get; set; }

    /// <summary>Gets the measurements of the connections whose server has one collection of features for all requests of each.</summary>
    public ConditionalWeakTable<IFeatureCollection, RequestMeasurement> OfConnections { get; } = [];

    /// <summary>Gets what creates the constraints of routes; <see langword="null"/> if the application has no routing.</summary>
    public ParameterPolicyFactory? Policies { get; init; }

    /// <summary>Gets the token that is cancelled when the host begins to stop.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Gets the feeds whose routes are not mapped.</summary>
    public IEnumerable<FeedStatus> Missing => _feeds.Where(feed => !feed.Feed.IsConnected).Select(feed => feed.Feed.GetStatus());

    /// <summary>Gets the routes that objectives exclude and that are not mapped, with the nearest ones that are.</summary>
    public IEnumerable<(string Slo, string Route, string Hint)> UnknownExclusions =>
        from declaration in _feeds.Select(feed => (feed.Feed.Recorder.Name, feed.Filter)).Distinct()
        from route in declaration.Filter.Excluded.Distinct(StringComparer.OrdinalIgnoreCase)
        where !_mapped.Any(one => one.Names.Contains(route, StringComparer.OrdinalIgnoreCase))
        let hint = Names.Hint($"/{route}", _mapped.Select(one => one.Path)) ?? "No route is mapped."
        select (declaration.Name, $"/{route}", hint);

    /// <summary>Gets the routes that an objective selects and that routing answers before the middleware can see the request.</summary>
    public IEnumerable<string> ShortCircuited =>
        _mapped.Where(route => route.IsShortCircuited && _feeds.Any(feed => feed.Takes(route))).Select(route => route.Path);

    public static RequestMeter Create(IServiceProvider provider, object? key) => new(
        provider.GetKeyedServices<RequestSource>(key)
            .Concat(RequestSource.Of(provider.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get((string)key!))),
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key),
        (string)key!)
    {
        Policies = provider.GetService<ParameterPolicyFactory>(),
        Stopping = provider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default,
    };

    /// <summary>Returns the exception for declarations that are wrong: the one because of which a host does not start.</summary>
    public OptionsValidationException Wrong(IEnumerable<string> problems) => new(Setup, typeof(ReliabilityOptions), problems);

    /// <summary>Returns <see langword="true"/> to the first caller, so that a wrong order of middleware is reported once.</summary>
    public bool TryReportOrder() => !Interlocked.Exchange(ref _isOrderReported, true);

    /// <summary>Connects the feeds whose routes are mapped. Routes can be mapped at any time.</summary>
    public void Observe(IEnumerable<Endpoint> endpoints)
    {
        (RouteEndpoint Endpoint, MappedRoute Route)[] all =
            [.. endpoints.OfType<RouteEndpoint>().Select(endpoint => (endpoint, new MappedRoute(endpoint)))];
        _mapped = [.. all.Select(one => one.Route)];
        _missed = new MissedRoutes(
            all.Where(one => one.Route.IsMeasured && _targets.Any(target => target.Of(one.Route.Names, isNamed: true) is not null)),
            names => new RequestRoute(TargetsOf(names, isNamed: true), isTaken: true),
            Policies);
        Connect(feed => feed.TakesAll || _mapped.Any(route => !route.IsShortCircuited && feed.Takes(route)));
    }

    /// <summary>
    /// Returns the problems of the methods of declarations: each must be one of HTTP or declared by a route. All other names were checked
    /// with the options; routes are known only when the application has started.
    /// </summary>
    public IEnumerable<string> ProblemsOfMethods()
    {
        HashSet<string> known =
            new([.. HttpMethodNames.All, .. _mapped.SelectMany(route => route.Methods)], StringComparer.OrdinalIgnoreCase);
        foreach (RequestSource source in _feeds.Select(feed => feed.Source).Distinct())
        {
            for (int i = 0; i < source.Filter.Methods.Count; i++)
            {
                string method = source.Filter.Methods[i];
                if (!known.Contains(method))
                {
                    string path = source.PathOfMethods is null ? "" : string.Create(
                        CultureInfo.InvariantCulture, $"{source.PathOfMethods}:{i}: ");
                    yield return $"{path}'{source.Slo}' selects requests of the method '{method}', which is not a method of HTTP and "
                        + $"which no route declares. {Names.Hint(method, known)}";
                }
            }
        }
    }

    /// <summary>Finds the route of a request.</summary>
    /// <param name="endpoint">The endpoint; <see langword="null"/> if no route took the request.</param>
    /// <param name="origin">The dynamic route that chose the endpoint; <see langword="null"/> if none did.</param>
    public RequestRoute RouteOf(Endpoint? endpoint, RouteEndpoint? origin) =>
        endpoint is null ? _untaken
        : origin is not null ? ChosenBy(origin, endpoint)
        : _byEndpoint.TryGetValue(endpoint, out RequestRoute? route) ? route
        : _byEndpoint.GetValue(endpoint, Find);

    /// <summary>
    /// Returns the objectives that name the route that a request missed by its method or by the type of its content;
    /// <see langword="null"/> if none does, or if routing did not answer the request.
    /// </summary>
    /// <param name="endpoint">The endpoint by which routing answered.</param>
    /// <param name="status">The status.</param>
    /// <param name="path">The path, if the endpoint is no route.</param>
    public RequestRoute? Missed(Endpoint? endpoint, int status, string? path) =>
        path is not null
        && status is (StatusCodes.Status405MethodNotAllowed or StatusCodes.Status415UnsupportedMediaType)
        && endpoint is not (null or RouteEndpoint)
        && RequestRoute.IsMeasured(endpoint)
            ? _missed.Of(new PathString(path))
            : null;

    private RequestRoute ChosenBy(RouteEndpoint origin, Endpoint endpoint) =>
        _byOrigin.GetOrCreateValue(origin).GetValue(endpoint, one => Find(new MappedRoute(origin, one), origin));

    private RequestRoute Find(Endpoint endpoint) => endpoint switch
    {
        RouteEndpoint route => Find(new MappedRoute(route), route),
        _ when !RequestRoute.IsMeasured(endpoint) => new RequestRoute([], isTaken: true),

        // Routing answers 405 and 415 by endpoints that are no routes.
        _ => _untaken,
    };

    private RequestRoute Find(MappedRoute route, RouteEndpoint endpoint) => new(route.IsMeasured ? TargetsOf(route) : [], isTaken: true)
    {
        IsFallback = RequestRoute.TakesTheRest(endpoint),
        IsHub = RequestRoute.Connects(endpoint),
        IsStreaming = GrpcMethods.IsStreaming(endpoint),
    };

    /// <summary>Finds the objectives of a route that a request has just shown to be mapped, even if no data source lists it.</summary>
    private RequestTarget[] TargetsOf(MappedRoute route)
    {
        Connect(feed => feed.Takes(route));
        return TargetsOf(route.Names);
    }

    private RequestTarget[] TargetsOf(IReadOnlyList<string>? names, bool isNamed = false) =>
        [.. _targets.Select(target => target.Of(names, isNamed)).OfType<RequestTarget>()];

    private void Connect(Func<RequestFeed, bool> isFed)
    {
        foreach (RequestFeed feed in _feeds.Where(isFed))
        {
            feed.Feed.Connect();
        }
    }

    private static RequestTarget Target(ReliabilityRecorder recorder, SeriesRecorder series, RequestFeed[] feeds)
    {
        RequestFilter[] filters = [.. feeds.Select(feed => feed.Filter).Distinct()];
        OutcomeRecorder abandoned = recorder.Abandoned(series.Name);
        BadEventRecorder sources = recorder.BadEvents(series.Name);
        RequestTarget target = series is LatencyRecorder latencies
            ? new RequestTarget(filters, latencies, abandoned, recorder.Failed(series.Name), sources)
            : new RequestTarget(filters, (OutcomeRecorder)series, abandoned, sources);
        Array.ForEach(feeds, feed => feed.Feed.AddDoubt(target.Doubt));
        return target;
    }
}
