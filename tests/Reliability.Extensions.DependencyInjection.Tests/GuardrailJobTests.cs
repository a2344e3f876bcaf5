using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reliability.Experiments;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class GuardrailJobTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ChaosStore _store;
    private readonly LogCollector _log = new();

    public GuardrailJobTests() => _store = new ChaosStore(new InMemoryStore(_clock));

    public void Dispose()
    {
        _store.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_broken_guardrail_gives_everybody_the_control_in_every_process_and_a_healthy_one_stays()
    {
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using IHost host = Host();
        using IHost other = Host();
        using MeterListener listener = MeterReading.Listen(host.Services.GetRequiredService<IMeterFactory>(), seen);
        using MeterListener alsoHeard = MeterReading.Listen(other.Services.GetRequiredService<IMeterFactory>(), seen);
        await StartAsync(host, "broken");
        await StartAsync(host, "healthy");
        await host.StartAsync();
        await other.StartAsync();
        TrackedExperiments snapshot = host.Services.GetRequiredService<TrackedExperiments>();
        TrackedExperiments elsewhere = other.Services.GetRequiredService<TrackedExperiments>();
        await AdvanceUntilAsync(() => snapshot.Get("broken") is not null && elsewhere.Get("healthy") is not null);
        Serve(host, "broken", failing: "green");
        Serve(host, "healthy", failing: null);

        await AdvanceUntilAsync(() =>
            new[] { snapshot, elsewhere }.All(r => r.Get("broken")!.Experiment.State == ExperimentState.RolledBack));
        DateTimeOffset later = _clock.GetUtcNow() + TimeSpan.FromMinutes(5);
        await AdvanceUntilAsync(() => snapshot.RefreshedAt > later);

        elsewhere.Get("broken")!.Expose("anybody").Should().Be(new VariantDecision
        {
            Variant = new ExperimentVariant("blue", 1),
            Reason = VariantReason.RolledBack,
        });
        snapshot.Get("healthy")!.Experiment.State.Should().Be(ExperimentState.Running);
        snapshot.Get("broken")!.Experiment.History[^1].By.Should().Be("automatic rollback");
        (LogLevel level, _, string message) = _log.Lines.Should().ContainSingle(line => line.Event == "ExperimentRolledBack").Which;
        level.Should().Be(LogLevel.Warning);
        message.Should()
            .StartWith(
                "Experiment 'broken' is rolled back, and all units get the control: guardrail 'slo:checkout' broken by 'green': 0.2").And
            .Contain(" against 0.0");
        seen.Where(one => one.Key.StartsWith("reliability.experiments.rollbacks", StringComparison.Ordinal)).Should().ContainSingle()
            .Which.Should().Be(KeyValuePair.Create("reliability.experiments.rollbacks{experiment=broken,service=shop}", 1.0));
        await host.StopAsync();
        await other.StopAsync();
    }

    [Fact]
    public async Task Of_ten_processes_one_judges_and_its_right_goes_to_another_when_it_stops()
    {
        IHost[] hosts = [.. Enumerable.Range(0, 10).Select(_ => Host())];
        await StartAsync(hosts[0], "healthy");
        foreach (IHost host in hosts)
        {
            await RunAsync(host);
        }

        await BreakAsync(hosts[0], "healthy");
        foreach (IHost host in hosts[1..])
        {
            await RunAsync(host);
        }

        (await StateAsync(hosts[0], "healthy")).Should().Be(ExperimentState.Running, "the first holds the right");
        await hosts[0].Services.GetRequiredKeyedService<HeartbeatWorker>(string.Empty).StopAsync(default);
        await RunAsync(hosts[1]);
        (await StateAsync(hosts[1], "healthy")).Should().Be(ExperimentState.RolledBack);
        Array.ForEach(hosts, host => host.Dispose());
    }

    [Fact]
    public async Task Services_that_share_a_store_judge_their_own()
    {
        string longest = new('s', 200);
        using IHost shop = Host();
        using IHost till = Host(longest);
        foreach (IHost host in (IHost[])[shop, till])
        {
            await StartAsync(host, "broken");
            await BreakAsync(host, "broken");
        }

        await RunAsync(shop);
        (await StateAsync(shop, "broken"), await StateAsync(till, "broken"))
            .Should()
            .Be((ExperimentState.RolledBack, ExperimentState.Running));
        await RunAsync(till);
        (await StateAsync(till, "broken")).Should().Be(ExperimentState.RolledBack);
    }

    [Fact]
    public async Task What_asks_for_no_rollback_keeps_running_and_takes_no_lease()
    {
        using IHost host = Host();
        await StartAsync(host, "passive", rollsBack: false);
        await BreakAsync(host, "passive");
        await RunAsync(host);
        (await StateAsync(host, "passive")).Should().Be(ExperimentState.Running);
        (await _store.Leases.ListAsync("shop", default)).Leases.Should().BeEmpty();
        (await host.Services.GetRequiredService<IJobs>().GetStatusAsync()).Should().NotContain(job => job.Job == "guardrails");
    }

    [Theory]
    [InlineData(StorageRoles.Documents)]
    [InlineData(StorageRoles.Enrollments)]
    [InlineData(StorageRoles.Leases)]
    public async Task An_unavailable_store_is_reported_once_and_then_the_rollback_comes(StorageRoles role)
    {
        using IHost host = Host();
        await StartAsync(host, "broken");
        await BreakAsync(host, "broken");
        _store.Controls[role].IsDown = true;
        for (int round = 0; round < 3; round++)
        {
            await RunAsync(host);
        }

        _log.Lines.Should().ContainSingle(line => line.Event == "JobFailed").Which.Message.Should().StartWith("The job guardrails failed");
        _store.Controls[role].IsDown = false;
        await RunAsync(host);
        (await StateAsync(host, "broken")).Should().Be(ExperimentState.RolledBack);
        _log.Lines.Should().ContainSingle(line => line.Event == "JobRecovered");
    }

    private static Task RunAsync(IHost host) => LeasedJobs.Of(host, "guardrails").RunOnceAsync(default);

    private static async Task<ExperimentState> StateAsync(
        IHost host,
        string key) => (await host.Services.GetRequiredService<IExperiments>().GetAsync(key))!.State;

    private static async Task StartAsync(IHost host, string key, bool rollsBack = true)
    {
        IExperiments experiments = host.Services.GetRequiredService<IExperiments>();
        var definition = new ExperimentDefinition
        {
            Key = key,
            Variants = [new("blue", 1), new("green", 1)],
            Metrics = [ExperimentMetric.SloGuardrail("checkout", GuardrailMargin.Absolute(0.01))],
            Design = new() { RollsBack = rollsBack },
        };
        await experiments.StartAsync(
            (await experiments.CreateAsync(definition, new() { By = "ada", Reason = "new" })).Current,
            new() { By = "ada", Reason = "go" });
    }

    private static async Task BreakAsync(IHost host, string key)
    {
        await host.Services.GetRequiredService<TrackedExperiments>().RefreshAsync();
        Serve(host, key, failing: "green");
        await host.Services.GetRequiredService<ExperimentTracker>().FlushAsync();
    }

    /// <summary>Serves 1,000 users twice; one request in a hundred fails, and for every fifth user of the failing variant all do.</summary>
    private static void Serve(IHost host, string key, string? failing)
    {
        TrackedExperiment tracked = host.Services.GetRequiredService<TrackedExperiments>().Get(key)!;
        OutcomeGuardrail guard = tracked.Guardrail(host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout"));
        for (int i = 0; i < 2_000; i++)
        {
            string user = $"user-{i % 1_000}";
            bool fails = tracked.Expose(user).Variant!.Key == failing && i % 5 == 0;
            guard.Record(user, good: !fails && i % 100 != 1);
        }
    }

    private IHost Host(string service = "shop")
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddReliability(r =>
        {
            r.SetStore(StorageRoles.All, _store);
            r.Configure(o => o.Service = service).AddSlo("checkout", slo => slo.Availability(99.9m));
        });
        return builder.Build();
    }

    /// <summary>
    /// Lets time pass in small steps until something is so. Workers may be between two pauses when the clock moves, so it moves again.
    /// </summary>
    private async Task AdvanceUntilAsync(Func<bool> isSo)
    {
        for (int step = 0; !isSo(); step++)
        {
            step.Should().BeLessThan(1_000_000, "it happens at last");
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
    }
}
