using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Benchmarks.Dashboard;

/// <summary>An application with a dashboard of 10 services, 50 objectives and 20 experiments.</summary>
internal static class DashboardShop
{
    public const int Services = 10;
    public const int Objectives = 50;
    public const int Experiments = 20;

    /// <summary>The time for which requests share a snapshot.</summary>
    public static readonly TimeSpan SnapshotInterval = TimeSpan.FromMinutes(10);

    private static readonly string[] _what =
        ["checkout", "search", "login", "catalog", "mail", "stock", "billing", "returns", "reviews", "api"];

    public static string Service(int i) => $"{_what[i % Services]}-service";

    public static string Objective(int i) => $"{_what[i % Services]}-route-{i:00}";

    /// <summary>Builds the application and does not start it.</summary>
    public static WebApplication Build(IReliabilityStore store, TimeProvider clock, string? address = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock);
        builder.Services.AddReliability(reliability =>
        {
            reliability.UseStore(store, StorageRoles.All).Configure(options => options.Service = Service(0));
            for (int i = 0; i < Objectives; i++)
            {
                int number = i;
                reliability.AddSlo(
                    Objective(i),
                    slo => slo.Availability(99.9m).OfService(Service(number)).AlertOnBurnRate()
                        .Describe($"A request to route {number} of {Service(number)} succeeds."));
            }
        });
        WebApplication app = builder.Build();
        if (address is not null)
        {
            app.Urls.Add(address);
        }

        app.MapReliabilityDashboard("/reliability", dashboard => dashboard.SnapshotInterval = SnapshotInterval).AllowAnonymous();
        return app;
    }

    /// <summary>Evaluates the alerts once, as the job of a running application does.</summary>
    public static async Task EvaluateAsync(IServiceProvider services)
    {
        AlertEvaluator evaluator = services.GetRequiredKeyedService<AlertEvaluator>(string.Empty);
        JobCoordinator coordinator = services.GetRequiredService<JobCoordinator>();
        AlertRound round = await evaluator.RunAsync(await coordinator.ClaimAsync(evaluator.Watched));
        if (round.Faults.Count > 0)
        {
            throw new InvalidOperationException("The alerts could not be evaluated.", round.Faults[0]);
        }
    }
}
