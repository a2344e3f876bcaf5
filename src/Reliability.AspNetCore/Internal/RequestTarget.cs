using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

/// <summary>An objective that the requests of a route feed.</summary>
internal sealed class RequestTarget
{
    private readonly RequestFilter _filter;
    private readonly OutcomeRecorder? _outcomes;
    private readonly LatencyRecorder? _latencies;

    public RequestTarget(RequestFilter filter, OutcomeRecorder outcomes)
    {
        _filter = filter;
        _outcomes = outcomes;
        Slo = outcomes.Name;
    }

    public RequestTarget(RequestFilter filter, LatencyRecorder latencies)
    {
        _filter = filter;
        _latencies = latencies;
        Slo = latencies.Name;
    }

    /// <summary>Gets the name of the objective.</summary>
    public string Slo { get; }

    public RequestFilter Filter => _filter;

    /// <summary>Records a request.</summary>
    /// <returns>Whether the request was good; <see langword="null"/> if the objective does not count it.</returns>
    public bool? Record(HttpContext context, TimeSpan duration, bool hasFailed)
    {
        if (!_filter.TakesMethod(context.Request.Method))
        {
            return null;
        }

        bool? isGood = !hasFailed && GrpcStatus(context) is { } grpc
            ? JudgeGrpc(grpc)
            : _filter.Judge(context.Response.StatusCode, hasFailed);
        if (isGood is not { } good)
        {
            return null;
        }

        if (_outcomes is not null)
        {
            _outcomes.Record(good);
            return good;
        }

        if (!good)
        {
            return null;
        }

        _latencies!.Record(duration);
        return duration <= _latencies.Threshold;
    }

    /// <summary>
    /// Returns the status of a gRPC call: from the trailers, or from the headers of a response that consists of headers only.
    /// </summary>
    private static string? GrpcStatus(HttpContext context)
    {
        if (context.Request.ContentType is not { } type || !type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { } trailers
            && trailers.TryGetValue("grpc-status", out var trailer)
            ? trailer.ToString()
            : context.Response.Headers.TryGetValue("grpc-status", out var header) ? header.ToString() : null;
    }

    private static bool? JudgeGrpc(string status) => status switch
    {
        "1" => null,
        "2" or "4" or "12" or "13" or "14" or "15" => false,
        _ => true,
    };
}
