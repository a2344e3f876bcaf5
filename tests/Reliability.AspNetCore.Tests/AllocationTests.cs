using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;

namespace Reliability.AspNetCore.Tests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Measuring_a_request_allocates_nothing(bool isAsynchronous)
    {
        // A new minute begins with a bucket of its own; the test stays in one.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using ServiceProvider services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddReliability(r => r
            .AddSlo("web", s => s.Availability(99m)).FromRequests("web", q => q.Route("/orders/{id}").Method("GET"))
            .AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m)).FromRequests("fast")).BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseReliability();
        var pending = new TaskCompletionSource();
        byte[] body = [1, 2, 3];
        var response = new Response();
        app.Run(http =>
        {
            response.Start();
            http.Response.Body.Write(body, 0, body.Length);
            return isAsynchronous ? pending.Task : Task.CompletedTask;
        });
        RequestDelegate pipeline = app.Build();

        HttpContext context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseFeature>(response);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        context.Response.ContentLength = body.Length;
        context.Request.Method = "GET";
        context.SetEndpoint(new RouteEndpoint(
            _ => Task.CompletedTask,
            RoutePatternFactory.Parse("/orders/{id}"),
            0,
            EndpointMetadataCollection.Empty,
            "orders"));

        const int Requests = 10_000;
        Measure(pipeline, context, response, Requests);
        Measure(pipeline, context, response, Requests).Should().Be(0);
        pending.SetResult();
        services.GetRequiredService<ReliabilityRecorder>().GetStatistics().Recorded.Should().Be(4 * Requests);
    }

    private static long Measure(RequestDelegate pipeline, HttpContext context, Response response, int requests)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < requests; i++)
        {
            _ = pipeline(context);
            response.Complete();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Keeps its callbacks, as a server keeps lists of them for each connection.</summary>
    private sealed class Response : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new(capacity: 4);
        private readonly Stack<(Func<object, Task> Callback, object State)> _completed = new(capacity: 4);
        private bool _hasStarted;

        public override bool HasStarted => _hasStarted;

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

        public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

        public void Start()
        {
            Call(_starting);
            _hasStarted = true;
        }

        public void Complete()
        {
            Call(_completed);
            _hasStarted = false;
        }

        private static void Call(Stack<(Func<object, Task> Callback, object State)> callbacks)
        {
            while (callbacks.TryPop(out (Func<object, Task> Callback, object State) one))
            {
                _ = one.Callback(one.State);
            }
        }
    }
}
