using Microsoft.AspNetCore.Authentication;
using Reliability;
using Reliability.Aot.Host;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Experiments;
using Reliability.Incidents;
using Reliability.Releases;

// The smallest host that uses every part of the library that a service runs: published with Native AOT by a test, and called.
// Arguments: the database, the address to listen on, and the store: sqlite (by default), postgres or redis.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddReliability(r => _ = args.ElementAtOrDefault(2) switch
{
    "postgres" => r.UsePostgres(args[0]),
    "redis" => r.UseRedis(args[0]),
    _ => r.UseSqlite(args[0]),
});
builder.Services.AddReliability(r => r
    .Configure(options => (options.Service, options.Alerting.Interval) = ("shop", TimeSpan.FromSeconds(1)))
    .AddSlo("orders", slo => slo.Availability(99.9m).AlertOnBurnRate())
    .FromRequests("orders", requests => requests.Route("/orders/{id}"))
    .AddMetric("orders.duration", metric => metric.Unit("s").LowerIsBetter())
    .FromRequests("orders.duration", requests => requests.Route("/orders/{id}")));
builder.Services.AddAuthentication(OperatorHandler.SchemeName)
    .AddScheme<AuthenticationSchemeOptions, OperatorHandler>(OperatorHandler.SchemeName, configureOptions: null);
builder.Services.AddAuthorizationBuilder().AddPolicy("operators", policy => policy.RequireAuthenticatedUser());

await using WebApplication app = builder.Build();
app.Urls.Add(args[1]);
app.UseReliability();
app.UseAuthentication();
app.UseAuthorization();
app.MapReliability("/reliability").AllowAnonymous();
app.MapReliabilityWrites("/reliability", "operators");
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

ChangeRequest atStart = new() { By = "ada", Reason = "start of the host" };
await app.Services.GetRequiredService<IDebtRegister>().RegisterAsync(
    new DebtDefinition { Title = "No index on orders", Impact = Level.High, Effort = Level.Low }, atStart);
await app.Services.GetRequiredService<IIncidents>().OpenAsync(new IncidentOpening
{
    Service = "shop",
    Definition = new IncidentDefinition { Title = "Checkout is down", Severity = IncidentSeverity.High },
    By = atStart.By,
    Reason = atStart.Reason,
});
DateTimeOffset now = TimeProvider.System.GetUtcNow();
await app.Services.GetRequiredService<IDeployments>().RecordAsync(new CompletedDeployment
{
    Definition = new DeploymentDefinition { Service = "shop", Version = "1.0.0" },
    StartedAt = now.AddMinutes(-10),
    EndedAt = now.AddMinutes(-5),
    By = atStart.By,
    Reason = atStart.Reason,
});

app.MapGet("/orders/{id}", (int id) => $"order {id}");
app.MapGet("/button/{user}", (HttpContext http, string user) => tracked.Get("button")?.Expose(http, user).Variant?.Key ?? "none");
await app.RunAsync();
