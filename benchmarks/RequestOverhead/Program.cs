using OpenTelemetry.Metrics;
using Reliability;

// One small host in three fashions, for benchmarks/request-overhead.sh: plain, reliability, opentelemetry.
string fashion = args is [{ } first, ..] ? first : "plain";
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
switch (fashion)
{
    case "plain":
        break;
    case "reliability":
        builder.Services.AddReliability(r => r
            .UseSqlite(builder.Configuration["db"] ?? "overhead.db")
            .AddSlo("orders", slo => slo.Availability(99.9m))
            .FromRequests("orders", requests => requests.Route("/orders/{id}"))
            .AddSlo("fast", slo => slo.Latency(TimeSpan.FromMilliseconds(300), 99m))
            .FromRequests("fast", requests => requests.Route("/orders/{id}")));
        break;
    case "opentelemetry":
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddPrometheusExporter());
        break;
    default:
        Console.Error.WriteLine($"'{fashion}' is not valid; it must be one of plain, reliability, opentelemetry.");
        return 2;
}

await using WebApplication app = builder.Build();
if (fashion == "reliability")
{
    app.UseReliability();
    app.MapReliability("/reliability").AllowAnonymous();
}
else if (fashion == "opentelemetry")
{
    app.MapPrometheusScrapingEndpoint();
}

app.MapGet("/orders/{id}", (int id) => "taken");
await app.RunAsync();
return 0;
