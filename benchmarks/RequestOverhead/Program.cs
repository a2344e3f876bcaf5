using Microsoft.AspNetCore.Connections;
using OpenTelemetry.Metrics;
using Reliability;
using Reliability.Recording;
using RequestOverhead;

// One small host in several fashions, for benchmarks/request-overhead.sh: plain, reliability, opentelemetry, least. With --memory true it
// prints the time of a request over a connection in memory, which shows differences of a few nanoseconds, and ends.
string fashion = args is [{ } first, ..] ? first : "plain";
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
switch (fashion)
{
    case "plain":
        break;
    case "reliability" or "least":
        builder.Services.AddReliability(r =>
        {
            r.UseSqlite(builder.Configuration["db"] ?? "overhead.db")
                .AddSlo("orders", slo => slo.Availability(99.9m))
                .AddSlo("fast", slo => slo.Latency(TimeSpan.FromMilliseconds(300), 99m));
            if (fashion == "reliability")
            {
                r.FromRequests("orders", requests => requests.Route("/orders/{id}"))
                    .FromRequests("fast", requests => requests.Route("/orders/{id}"));
            }
        });
        break;
    case "opentelemetry":
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddPrometheusExporter());
        break;
    default:
        Console.Error.WriteLine($"'{fashion}' is not valid; it must be one of plain, reliability, opentelemetry, least.");
        return 2;
}

InMemoryConnection? memory = builder.Configuration.GetValue<bool>("memory") ? new InMemoryConnection() : null;
if (memory is not null)
{
    builder.Services.AddSingleton<IConnectionListenerFactory>(memory);
}

await using WebApplication app = builder.Build();
if (fashion == "reliability")
{
    app.UseReliability();
    app.MapReliability("/reliability").AllowAnonymous();
}
else if (fashion == "least")
{
    app.Use(new LeastMiddleware(app.Services.GetRequiredService<ReliabilityRecorder>()).Add);
}
else if (fashion == "opentelemetry")
{
    app.MapPrometheusScrapingEndpoint();
}

app.MapGet("/orders/{id}", (int id) => "taken");
if (memory is null)
{
    await app.RunAsync();
    return 0;
}

await app.StartAsync();
await memory.MeasureAsync(fashion);
Environment.Exit(0);
return 0;
