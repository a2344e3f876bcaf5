using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Measures requests. It does not await: it returns the task of the rest of the pipeline, and examines it when the response is complete.
/// </summary>
internal sealed class RequestMiddleware(RequestDelegate next, RequestMeter meter, TimeProvider timeProvider)
{
    private readonly ObjectPool<RequestMeasurement> _pool = new DefaultObjectPool<RequestMeasurement>(
        new DefaultPooledObjectPolicy<RequestMeasurement>(), 1024);

    public Task InvokeAsync(HttpContext context)
    {
        RequestMeasurement request = _pool.Get();
        request.Meter = meter;
        request.Pool = _pool;
        request.Clock = timeProvider;
        request.Context = context;
        request.Endpoint = context.GetEndpoint();
        request.Started = timeProvider.GetTimestamp();
        context.Response.OnCompleted(RequestMeasurement.Complete, request);
        return request.Handling = next(context);
    }
}
