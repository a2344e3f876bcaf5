using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;

namespace Reliability.AspNetCore.Internal;

/// <summary>The measurement of one request. Instances are pooled, so that a request does not allocate.</summary>
internal sealed class RequestMeasurement : IResettable
{
    public RequestMeter Meter { get; set; } = null!;

    public ObjectPool<RequestMeasurement> Pool { get; set; } = null!;

    public TimeProvider Clock { get; set; } = null!;

    public HttpContext Context { get; set; } = null!;

    /// <summary>Gets or sets the endpoint before the request was handled. An exception handler can replace it later.</summary>
    public Endpoint? Endpoint { get; set; }

    public long Started { get; set; }

    /// <summary>Gets or sets the task of the rest of the pipeline.</summary>
    public Task? Handling { get; set; }

    public static Func<object, Task> Complete { get; } = static state => ((RequestMeasurement)state).End();

    public bool TryReset()
    {
        Context = null!;
        Endpoint = null;
        Handling = null;
        return true;
    }

    private Task End()
    {
        // Without a task, the pipeline threw synchronously.
        bool hasFailed = Handling is null || Handling.IsFaulted || Handling.IsCanceled;
        bool hasLeft = hasFailed && Context.RequestAborted.IsCancellationRequested;
        Endpoint? endpoint = Endpoint ?? Context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? Context.GetEndpoint();
        if (endpoint is not null && !hasLeft)
        {
            TimeSpan duration = Clock.GetElapsedTime(Started);
            RequestExposures? exposures = Context.Features.Get<RequestExposures>();
            foreach (RequestTarget target in Meter.TargetsOf(endpoint))
            {
                if (target.Record(Context, duration, hasFailed) is { } good)
                {
                    exposures?.Count(target.Slo, good);
                }
            }
        }

        Pool.Return(this);
        return Task.CompletedTask;
    }
}
