using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage.Conformance;
using Reliability.Storage;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task A_health_check_feeds_an_objective_when_it_is_published()
    {
        var state = HealthStatus.Healthy;
        await using ServiceProvider services = new ServiceCollection().AddLogging()
            .AddReliability(r => r.AddSlo("db", s => s.Availability(99.9m)).FromHealthCheck("db", "database"))
            .AddHealthChecks().AddCheck("database", () => new HealthCheckResult(state)).Services.BuildServiceProvider();
        foreach (HealthStatus next in (HealthStatus[])[HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Unhealthy])
        {
            state = next;
            HealthReport report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            foreach (IHealthCheckPublisher publisher in services.GetServices<IHealthCheckPublisher>())
            {
                await publisher.PublishAsync(report, CancellationToken.None);
            }
        }

        BudgetStatus status = await StatusAsync(services, "db");
        (status.Good, status.Bad).Should().Be((2m, 1m));
    }

    [Fact]
    public void A_health_check_that_could_never_feed_is_named()
    {
        Feed("absent").Should().Throw<OptionsValidationException>().WithMessage("*database*'absent'*'fast'*");
        Feed("fast").Should().Throw<OptionsValidationException>().WithMessage("*'fast'*Latency*");

        static Func<object> Feed(string slo) => () => new ServiceCollection().AddLogging()
            .AddReliability(r => r.AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m)).FromHealthCheck(slo, "database"))
            .BuildServiceProvider().GetServices<IHealthCheckPublisher>().Count();
    }

    [Fact]
    public async Task The_library_tells_of_an_outage_of_its_store_and_of_budgets_and_never_asks_for_a_restart()
    {
        using var store = new ChaosStore(new InMemoryStore());
        ChaosControl series = store.Controls[StorageRoles.Series];
        await using Site site = await Site.StartAsync(
            r =>
            {
                r.AddSlo("checkout", s => s.Availability(99.9m));
                r.SetService(store.Series);
            },
            _ => { },
            services: services => services.AddHealthChecks().AddReliability().AddReliabilityBudgets());
        HealthCheckService checks = site.Services.GetRequiredService<HealthCheckService>();
        site.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 1_000, bad: 0);
        await site.StatusAsync("checkout");
        (await checks.CheckHealthAsync()).Status.Should().Be(HealthStatus.Healthy);

        site.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 0, bad: 100);
        await site.StatusAsync("checkout");
        HealthReport exhausted = await checks.CheckHealthAsync();
        exhausted.Entries["reliability-budgets"].Status.Should().Be(HealthStatus.Degraded);
        exhausted.Entries["reliability-budgets"].Description.Should().Contain("checkout");
        exhausted.Entries["reliability"].Status.Should().Be(HealthStatus.Healthy);

        series.IsDown = true;
        site.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 7, bad: 0);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        HealthReport away;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            away = await checks.CheckHealthAsync();
        }
        while (away.Entries["reliability"].Status == HealthStatus.Healthy);
        away.Status.Should().Be(HealthStatus.Degraded);
        away.Entries["reliability"].Description.Should().Contain("7 events wait");
        away.Entries["reliability-budgets"].Description.Should().Contain("store is unavailable");
        series.IsDown = false;
    }

    [Fact]
    public async Task An_objective_that_nothing_measures_is_not_healthy_and_one_that_is_quiet_is()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("checkout", s => s.Availability(99.9m)).FromRequests("checkout", one => one.Route("/ordres/{id}"))
                .AddSlo("search", s => s.Availability(99.9m)).FromRequests("search", one => one.Route("/search")),
            app =>
            {
                app.UseReliability();
                app.MapGet("/search", () => "found");
            },
            services: services => services.AddHealthChecks().AddReliabilityBudgets());

        await site.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();

        HealthReportEntry budgets =
            (await site.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["reliability-budgets"];

        budgets.Status.Should().Be(HealthStatus.Degraded);
        budgets.Description.Should().Be("Not measured: checkout.");
        budgets.Data["search"].Should().Be("NoTraffic");
    }

    [Fact]
    public async Task An_exhausted_budget_is_logged_once_and_so_is_its_recovery_however_often_the_check_runs()
    {
        var log = new CategoryLog("Reliability.AspNetCore");
        await using ServiceProvider services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log))
            .AddReliability(r => r.AddSlo("checkout", s => s.Availability(99.9m)).AddSlo("search", s => s.Availability(99m)))
            .AddHealthChecks().AddReliabilityBudgets().Services.BuildServiceProvider();
        HealthCheckService checks = services.GetRequiredService<HealthCheckService>();
        OutcomeRecorder checkout = services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout");

        foreach ((int good, int bad) in new[] { (1_000, 0), (0, 100), (0, 0), (1_000_000, 0), (0, 0) })
        {
            checkout.Record(good, bad);
            await StatusAsync(services, "checkout");
            await checks.CheckHealthAsync();
        }

        log.Messages.Should().Equal("The budgets of these objectives are exhausted: checkout.", "No budget is exhausted any more.");
    }

    [Fact]
    public async Task The_budgets_of_any_number_of_objectives_are_one_read_of_the_store()
    {
        const int Objectives = 200;
        using var store = new ChaosStore(new InMemoryStore());
        await using ServiceProvider services = new ServiceCollection().AddLogging()
            .AddReliability(r =>
            {
                for (int i = 0; i < Objectives; i++)
                {
                    r.AddSlo($"objective-{i}", s => s.Availability(99.9m));
                }

                r.SetService(store.Series);
            })
            .AddHealthChecks().AddReliabilityBudgets().Services.BuildServiceProvider();
        ReliabilityRecorder recorder = services.GetRequiredService<ReliabilityRecorder>();
        for (int i = 0; i < Objectives; i++)
        {
            recorder.Outcomes($"objective-{i}").Record(good: 1, bad: 0);
        }

        await recorder.FlushAsync();
        long before = store.Controls[StorageRoles.Series].CallCount;

        HealthReport report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        report.Entries["reliability-budgets"].Data.Should().HaveCount(Objectives);
        (store.Controls[StorageRoles.Series].CallCount - before).Should().Be(1);
    }

    [Fact]
    public async Task Dropped_events_are_reported_once()
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging()
            .AddReliability(r =>
                r.AddSlo("checkout", s => s.Availability(99.9m))).AddHealthChecks().AddReliability().Services.BuildServiceProvider();
        services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: true, DateTimeOffset.UnixEpoch);
        HealthCheckService checks = services.GetRequiredService<HealthCheckService>();
        (await checks.CheckHealthAsync()).Entries["reliability"].Description.Should().Be("1 event was dropped since the last check.");
        (await checks.CheckHealthAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    private static async Task<BudgetStatus> StatusAsync(IServiceProvider services, string slo)
    {
        await services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        return await services.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
    }
}
