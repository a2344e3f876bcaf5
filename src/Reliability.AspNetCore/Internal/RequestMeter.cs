using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>Finds the objectives that a request feeds, once for each endpoint.</summary>
internal sealed class RequestMeter
{
    private readonly RequestTarget[] _targets;
    private readonly ConditionalWeakTable<Endpoint, RequestTarget[]> _byEndpoint = [];

    public RequestMeter(IEnumerable<RequestSource> sources, IReadOnlyList<SloDefinition> objectives, ReliabilityRecorder recorder) =>
        _targets = [.. sources.Select(source => Target(source, objectives, recorder))];

    /// <summary>
    /// Gets or sets a value indicating whether the middleware is used. Without it, no request would be measured, and no error would show
    /// that.
    /// </summary>
    public bool IsUsed { get; set; }

    public static RequestMeter Create(IServiceProvider provider, object? key) => new(
        provider.GetKeyedServices<RequestSource>(key),
        provider.GetRequiredKeyedService<IErrorBudgets>(key).Objectives,
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key));

    public RequestTarget[] TargetsOf(Endpoint endpoint) =>
        _byEndpoint.TryGetValue(endpoint, out RequestTarget[]? targets) ? targets : _byEndpoint.GetValue(endpoint, Find);

    private RequestTarget[] Find(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<ReliabilityEndpoint>() is not null)
        {
            return [];
        }

        string? pattern = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        return [.. _targets.Where(target => target.Filter.TakesRoute(pattern))];
    }

    private static RequestTarget Target(RequestSource source, IReadOnlyList<SloDefinition> objectives, ReliabilityRecorder recorder)
    {
        SloDefinition slo = objectives.FirstOrDefault(one => one.Name == source.Slo) ?? throw new InvalidOperationException(
            $"Requests cannot feed '{source.Slo}', because no objective has this name. Declared objectives: "
            + $"{string.Join(", ", objectives.Select(one => $"'{one.Name}'"))}.");
        return slo.Series.Kind switch
        {
            SeriesKind.Outcome => new RequestTarget(source.Filter, recorder.Outcomes(slo.Name)),
            SeriesKind.Latency => new RequestTarget(source.Filter, recorder.Latencies(slo.Name)),
            _ => throw new InvalidOperationException(
                $"Requests cannot feed '{slo.Name}', which counts {slo.Series.Kind} events; they can feed objectives of availability, "
                + "latency and zero tolerance."),
        };
    }
}
