using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
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
    private readonly ILogger _logger;
    private readonly ObjectPool<RequestMeasurement> _pool;

    public RequestMiddleware(RequestDelegate next, RequestMeter meter, TimeProvider timeProvider, ILogger logger)
    {
        _next = next;
        _meter = meter;
        _logger = logger;
        var policy = new Policy(meter, timeProvider);
        _pool = policy.Pool = new DefaultObjectPool<RequestMeasurement>(policy, 1024);
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (RequestMeasurement.Of(context, _meter) is not null)
        {
            if (context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                ReportOrder("UseExceptionHandler");
            }

            // A page of errors, or a second middleware, does not make a second request of it.
            return _next(context);
        }

        if (context.Features.Get<IStatusCodePagesFeature>() is not null)
        {
            ReportOrder("UseStatusCodePages");
        }

        if (context.Response.HasStarted)
        {
            // Nothing can be registered any more for its start, and its visitor must get it nevertheless.
            ReportOrder(earlier: null);
            return _next(context);
        }

        RequestMeasurement request = _pool.Get();
        request.Begin(context);
        try
        {
            return request.Handling = _next(context);
        }
        catch (Exception e)
        {
            request.Thrown = e;
            throw;
        }
    }

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
