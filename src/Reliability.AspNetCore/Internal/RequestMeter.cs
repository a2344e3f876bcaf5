using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>Finds the objectives that a request feeds, once for each endpoint.</summary>
internal sealed class RequestMeter
{
    private readonly RequestTarget[] _targets;
    private readonly RequestRoute _untaken;
    private readonly ConditionalWeakTable<Endpoint, RequestRoute> _byEndpoint = [];
    private bool _isOrderReported;

    public RequestMeter(IEnumerable<RequestSource> sources, IReadOnlyList<SloDefinition> objectives, ReliabilityRecorder recorder)
    {
        _targets =
        [
            .. sources.GroupBy(source => source.Slo, StringComparer.Ordinal)
                .Select(group => Target(group.Key, [.. group.Select(source => source.Filter)], objectives, recorder)),
        ];
        _untaken = new RequestRoute(TargetsOf(pattern: null), isTaken: false);
    }

    /// <summary>
    /// Gets or sets a value indicating whether the middleware is used. Without it, no request would be measured, and no error would show
    /// that.
    /// </summary>
    public bool IsUsed { get; set; }

    public static RequestMeter Create(IServiceProvider provider, object? key) => new(
        provider.GetKeyedServices<RequestSource>(key),
        provider.GetRequiredKeyedService<IErrorBudgets>(key).Objectives,
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key));

    /// <summary>Returns <see langword="true"/> to the first caller, so that a wrong order of middleware is reported once.</summary>
    public bool TryReportOrder() => !Interlocked.Exchange(ref _isOrderReported, true);

    /// <summary>Finds the route of a request.</summary>
    /// <param name="endpoint">The endpoint; <see langword="null"/> if no route took the request.</param>
    public RequestRoute RouteOf(Endpoint? endpoint) =>
        endpoint is null ? _untaken
        : _byEndpoint.TryGetValue(endpoint, out RequestRoute? route) ? route
        : _byEndpoint.GetValue(endpoint, Find);

    private RequestRoute Find(Endpoint endpoint) => endpoint switch
    {
        _ when !RequestRoute.IsMeasured(endpoint) => new RequestRoute([], isTaken: true),
        RouteEndpoint route => new RequestRoute(TargetsOf(route.RoutePattern.RawText ?? ""), isTaken: true),

        // Routing answers 405 and 415 by endpoints that are no routes.
        _ => _untaken,
    };

    private RequestTarget[] TargetsOf(string? pattern) => [.. _targets.Select(target => target.Of(pattern)).OfType<RequestTarget>()];

    private static RequestTarget Target(
        string name, RequestFilter[] filters, IReadOnlyList<SloDefinition> objectives, ReliabilityRecorder recorder)
    {
        SloDefinition slo = objectives.FirstOrDefault(one => one.Name == name) ?? throw new InvalidOperationException(
            $"Requests cannot feed '{name}', because no objective has this name. Declared are: "
            + $"{Names.Nearest(name, objectives.Select(one => one.Name))}.");
        return slo.Series.Kind switch
        {
            SeriesKind.Outcome => new RequestTarget(filters, recorder.Outcomes(slo.Name)),
            SeriesKind.Latency => new RequestTarget(filters, recorder.Latencies(slo.Name)),
            _ => throw new InvalidOperationException(
                $"Requests cannot feed '{slo.Name}', which counts {slo.Series.Kind} events; they can feed objectives of availability, "
                + "latency and zero tolerance."),
        };
    }
}
