using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Measures requests. It does not await: it returns the task of the rest of the pipeline, and examines it when the response is complete.
/// </summary>
internal sealed class RequestMiddleware
{
    private readonly RequestDelegate _next;
    private readonly RequestMeter _meter;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ObjectPool<RequestMeasurement> _pool;

    public RequestMiddleware(RequestDelegate next, RequestMeter meter, TimeProvider timeProvider, ILogger logger)
    {
        _next = next;
        _meter = meter;
        _logger = logger;
        _clock = timeProvider;
        var policy = new Policy(meter, timeProvider);
        _pool = policy.Pool = new DefaultObjectPool<RequestMeasurement>(policy, 1024);
    }

    public Task InvokeAsync(HttpContext context)
    {
        IFeatureCollection features = context.Features;
        if (!_meter.OfConnections.TryGetValue(features, out RequestMeasurement? request))
        {
            request = RequestMeasurement.Of(features, _meter) ?? Create(features);
        }

        return request.IsIdle ? MeasureAsync(context, features, request) : PassAsync(context, features);
    }

    private Task MeasureAsync(HttpContext context, IFeatureCollection features, RequestMeasurement request)
    {
        if (request.IsOrderUnknown && features.Find<IStatusCodePagesFeature>() is not null)
        {
            ReportOrder("UseStatusCodePages");
        }

        if (!request.TryBegin(features))
        {
            // Nothing can be registered any more for its start, and its visitor must get it nevertheless.
            ReportOrder(earlier: null);
            return _next(context);
        }

        try
        {
            return request.Response.Handling = _next(context);
        }
        catch (Exception e)
        {
            request.Response.Thrown = e;
            throw;
        }
    }

    /// <summary>Passes on what is already measured: an error page, or a second middleware, does not make a second request of it.</summary>
    private Task PassAsync(HttpContext context, IFeatureCollection features)
    {
        if (features.Find<IExceptionHandlerFeature>() is not null)
        {
            ReportOrder("UseExceptionHandler");
        }

        return _next(context);
    }

    /// <summary>
    /// Kestrel has one collection of features for a connection, or for a stream of HTTP/2, and resets it before each request: it keeps one
    /// measurement, whose features need not be removed. Other servers have a collection for each request, and share the pool.
    /// </summary>
    private RequestMeasurement Create(IFeatureCollection features) => features is IHttpMinRequestBodyDataRateFeature
        ? _meter.OfConnections.GetValue(features, _ => new RequestMeasurement(_meter, _clock, pool: null))
        : _pool.Get();

    private void ReportOrder(string? earlier)
    {
        if (_meter.TryReportOrder())
        {
            Log.WrongOrder(_logger, earlier is null ? WrongOrder.StartedResponse : WrongOrder.Middleware(earlier));
        }
    }

    private sealed class Policy(RequestMeter meter, TimeProvider clock) : IPooledObjectPolicy<RequestMeasurement>
    {
        public ObjectPool<RequestMeasurement> Pool { get; set; } = null!;

        public RequestMeasurement Create() => new(meter, clock, Pool);

        public bool Return(RequestMeasurement obj) => true;
    }
}
