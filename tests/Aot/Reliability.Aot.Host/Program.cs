using Reliability;
using Reliability.Experiments;

// The smallest host that uses every part of the library that a service runs: published with Native AOT by a test, and called.
// Arguments: the database, and the address to listen on.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddReliability(r => r
    .Configure(options => (options.Service, options.Alerting.Interval) = ("shop", TimeSpan.FromSeconds(1)))
    .UseSqlite(args[0])
    .AddSlo("orders", slo => slo.Availability(99.9m).AlertOnBurnRate())
    .FromRequests("orders", requests => requests.Route("/orders/{id}")));

await using WebApplication app = builder.Build();
app.Urls.Add(args[1]);
app.UseReliability();
app.MapReliability("/reliability").AllowAnonymous();
app.MapReliabilityDashboard("/reliability").AllowAnonymous();

IExperiments experiments = app.Services.GetRequiredService<IExperiments>();
ExperimentUpdate created = await experiments.CreateAsync(
    new ExperimentDefinition
    {
        Key = "button",
        Variants = [new("blue", 1), new("green", 1)],
        Metrics = [ExperimentMetric.Primary("order")],
    },
    new() { By = "ada", Reason = "spring sale" });
await experiments.StartAsync(created.Current, new() { By = "ada", Reason = "go" });
TrackedExperiments tracked = app.Services.GetRequiredService<TrackedExperiments>();
await tracked.RefreshAsync();

app.MapGet("/orders/{id}", (int id) => $"order {id}");
app.MapGet("/button/{user}", (HttpContext http, string user) => tracked.Get("button")?.Expose(http, user).Variant?.Key ?? "none");
await app.RunAsync();
