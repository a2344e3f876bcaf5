using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.InMemory;

namespace Reliability.Tests;

public sealed class AlertWorkerTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStore _store;
    private readonly LogCollector _log = new();

    public AlertWorkerTests() => _store = new InMemoryStore(_clock);

    public void Dispose()
    {
        _store.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_burning_budget_pages_the_log_and_counts_in_the_meter()
    {
        using IHost host = Host(r => r.Configure(o => o.Alerting.Interval = TimeSpan.FromSeconds(1)));
        await host.StartAsync();
        host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 500, bad: 500);
        await host.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();

        Task paged = _log.Logged("PageFired");
        while (!paged.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        (LogLevel level, _, string message) = _log.Lines.Single(line => line.Event == "PageFired");
        level.Should().Be(LogLevel.Error);
        message.Should().StartWith("PAGE default/checkout: burn-1h-5m fires (alert ").And.Contain("500").And.Contain("14.4").And.Contain("Clears when the burn rate over 5 min is at most 14.4 (with this traffic at most 14 bad of 1000 events; now 500)");
        IReadOnlyList<AlertStatus> current = await host.Services.GetRequiredService<IAlerts>().GetCurrentAsync();
        current.Where(one => one.State == AlertState.Firing).Should().HaveCount(4);
        await host.StopAsync();
    }

    [Fact]
    public async Task Of_ten_hosts_one_tells()
    {
        IHost[] hosts = [.. Enumerable.Range(0, 10).Select(_ => Host())];
        ReliabilityRecorder recorder = hosts[0].Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good: 500, bad: 500);
        await recorder.FlushAsync();
        AlertWorker[] workers = [.. hosts.Select(host => host.Services.GetRequiredKeyedService<AlertWorker>(string.Empty))];
        for (int round = 0; round < 5; round++)
        {
            await Task.WhenAll(workers.Select(worker => worker.RunOnceAsync(default)));
            _clock.Advance(TimeSpan.FromSeconds(30));
        }

        _log.Lines.Where(line => line.Event == "PageFired").Should().ContainSingle();

        // The holder stops and gives its lease back: another one answers at once, and has nothing new to tell.
        foreach (AlertWorker worker in workers[..9])
        {
            await worker.StopAsync(default);
        }

        await workers[9].RunOnceAsync(default);
        (await _store.Leases.AcquireAsync(new LeaseRequest("alerts", "somebody", TimeSpan.FromMinutes(1)), default)).Should().BeNull("the last one holds it");
        _log.Lines.Where(line => line.Event is "PageFired" or "AlertResolved").Should().ContainSingle();
        Array.ForEach(hosts, host => host.Dispose());
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_once_and_so_is_its_return()
    {
        var documents = new AbsentDocumentStore();
        using IHost host = Host(r => r.SetRole<IDocumentStore>(documents));
        AlertWorker worker = host.Services.GetRequiredKeyedService<AlertWorker>(string.Empty);
        for (int round = 0; round < 3; round++)
        {
            await worker.RunOnceAsync(default);
        }

        _log.Lines.Should().ContainSingle(line => line.Event == "AlertingFailed");
    }

    [Fact]
    public async Task Two_deployments_that_define_an_objective_otherwise_are_a_warning_in_the_older_one()
    {
        using IHost older = Host();
        AlertWorker old = older.Services.GetRequiredKeyedService<AlertWorker>(string.Empty);
        await old.RunOnceAsync(default);
        _clock.Advance(TimeSpan.FromMinutes(1));
        using IHost newer = Host(target: 99.5m);
        AlertWorker young = newer.Services.GetRequiredKeyedService<AlertWorker>(string.Empty);
        for (int round = 0; round < 3; round++)
        {
            await young.RunOnceAsync(default);
            await old.RunOnceAsync(default);
            _clock.Advance(TimeSpan.FromSeconds(30));
        }

        _log.Lines.Should().ContainSingle(line => line.Event == "AlertConflict").Which.Message.Should().Contain("'checkout'").And.Contain("Deploy one definition everywhere");
        older.Services.GetRequiredService<IAlerts>().Conflicts.Should().ContainSingle();
        await young.RunOnceAsync(default);
        (await newer.Services.GetRequiredService<IAlerts>().GetCurrentAsync()).Should().NotBeEmpty("the newer one had its turn");
    }

    [Theory]
    [InlineData("Interval", "00:00:00.5", "00:00:01", "01:00:00")]
    [InlineData("MinimumDuration", "-00:00:01", "00:00:00", "7.00:00:00")]
    [InlineData("ResolveAfter", "8.00:00:00", "00:00:00", "7.00:00:00")]
    [InlineData("Cooldown", "8.00:00:00", "00:00:00", "7.00:00:00")]
    public void A_setting_outside_its_range_is_named_at_start(string setting, string value, string least, string most)
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection([new($"Alerting:{setting}", value)]).Build();
        var services = new ServiceCollection();
        services.AddReliability(section, r => r.AddSlo("checkout", slo => slo.Availability(99.9m)));
        using ServiceProvider provider = services.BuildServiceProvider();
        FluentActions.Invoking(() => provider.GetRequiredService<IAlerts>()).Should().Throw<OptionsValidationException>().WithMessage($"*Alerting:{setting}*{value}*{least}*{most}*");
    }

    private IHost Host(Action<ReliabilityBuilder>? more = null, decimal target = 99.9m)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddReliability(r =>
        {
            r.SetStore(StorageRoles.All, _store);
            r.AddSlo("checkout", slo => slo.Availability(target));
            more?.Invoke(r);
        });
        return builder.Build();
    }
}
