using Reliability;
using Reliability.Alerting;
using Reliability.Slos;
using Spectre.Console;

namespace Storefront;

/// <summary>Puts the shop together.</summary>
internal static class StorefrontApp
{
    /// <summary>The version of the shop that runs, which it records as a deployment when it opens.</summary>
    public const string Version = "1.5.0";

    /// <param name="args">The command line.</param>
    /// <param name="timeProvider">The clock, or null for that of the system.</param>
    public static WebApplication Build(string[] args, TimeProvider? timeProvider = null)
    {
        WebApplicationBuilder builder =
            WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--seconds"] = "Storefront:Seconds",
            ["--rate"] = "Storefront:RequestsPerSecond",
            ["--plain"] = "Storefront:Plain",
            ["--orders"] = "Storefront:Database",
            ["--measurements"] = "Storefront:ReliabilityDatabase",
        });
        var options = StorefrontOptions.Read(builder.Configuration);

        if (timeProvider is not null)
        {
            builder.Services.AddSingleton(timeProvider);
        }

        // Objectives come from appsettings.json; what feeds them is said here, and a metric whose trend is of interest.
        builder.Services.AddReliability(builder.Configuration.GetSection("Reliability"), r => r
            .UseSqlite(options.ReliabilityDatabase)
            .FromRequests("checkout", requests => requests.Route("/orders").Method("POST"))
            .FromRequests("search", requests => requests.Route("/search"))
            .AddMetric("checkout.latency", metric => metric.Unit("s").LowerIsBetter().MinimumEffect(0.05)
                .Describe("How long it takes to take an order."))
            .FromRequests("checkout.latency", requests => requests.Route("/orders").Method("POST"))
            .AddPolicy(new BudgetPolicy("freeze", "checkout", actsAt: 0.1m) { FreezesReleases = true, Notifies = true })
            .RecordDeployments(deployments => (deployments.Version, deployments.Environment) = (Version, "Production"))
            .OpenIncidentsFromAlerts(AlertSeverity.Page));

        // Lines of a log would run through the table that redraws itself.
        builder.Logging.ClearProviders();
        if (options.IsPlain)
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }

        builder.Services.AddOpenApi();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<FaultSwitch>();
        builder.Services.AddSingleton<OrderBook>();
        builder.Services.AddSingleton(AnsiConsole.Console);
        builder.Services.AddHostedService<LoadDriver>();
        builder.Services.AddSingleton<Screen>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Screen>());
        builder.Services.AddHealthChecks().AddReliability().AddReliabilityBudgets();

        WebApplication app = builder.Build();
        app.UseReliability();
        app.MapOpenApi();
        app.MapHealthChecks("/healthz");

        // It listens on this machine alone.
        app.MapReliability("/reliability").AllowAnonymous();
        app.MapReliabilityDashboard("/reliability", dashboard =>
        {
            dashboard.Title = "Storefront";
            dashboard.ReloadInterval = TimeSpan.FromSeconds(5);
            dashboard.SnapshotInterval = TimeSpan.FromSeconds(2);
        }).AllowAnonymous();
        Shop.Map(app);
        return app;
    }
}
