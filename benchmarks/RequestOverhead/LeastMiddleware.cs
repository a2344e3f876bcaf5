using System.Diagnostics;
using Reliability.Recording;

namespace RequestOverhead;

/// <summary>
/// The least that a middleware for two objectives can do: it reads the clock at the start of a request and at the end of its response, and
/// records an outcome and a latency. It allocates one object for a connection, in effect, and is wrong in every special case.
/// </summary>
internal sealed class LeastMiddleware(ReliabilityRecorder recorder)
{
    private static readonly Func<object, Task> OnEnd = static state => ((Measurement)state).End();
    private readonly OutcomeRecorder _outcomes = recorder.Outcomes("orders");
    private readonly LatencyRecorder _latencies = recorder.Latencies("fast");

    [ThreadStatic]
    private static Measurement? _idle;

    public RequestDelegate Add(RequestDelegate next) => context =>
    {
        Measurement measurement = _idle ?? new Measurement(_outcomes, _latencies);
        _idle = null;
        measurement.Response = context.Response;
        context.Response.OnCompleted(OnEnd, measurement);
        measurement.StartedAt = Stopwatch.GetTimestamp();
        return next(context);
    };

    private sealed class Measurement(OutcomeRecorder outcomes, LatencyRecorder latencies)
    {
        public HttpResponse? Response { get; set; }

        public long StartedAt { get; set; }

        public Task End()
        {
            latencies.Record(Stopwatch.GetElapsedTime(StartedAt));
            outcomes.Record(Response!.StatusCode < 500);
            Response = null;
            _idle = this;
            return Task.CompletedTask;
        }
    }
}
