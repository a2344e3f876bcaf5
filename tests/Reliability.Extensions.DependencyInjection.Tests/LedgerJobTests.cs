using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class LedgerJobTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 10, 0, TimeSpan.Zero));
    private readonly ChaosStore _store;
    private readonly LogCollector _log = new();

    public LedgerJobTests() => _store = new ChaosStore(new InMemoryStore(_clock));

    public void Dispose()
    {
        _store.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task The_ledger_of_a_setup_changes_its_budgets_and_its_gate()
    {
        using IHost host = Host();
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good: 900, bad: 100);
        await recorder.FlushAsync();
        IReleaseGate gate = host.Services.GetRequiredService<IReleaseGate>();
        (await gate.DecideAsync("shop")).Verdict.Should().Be(GateVerdict.Block);

        await host.Services.GetRequiredService<IBudgetLedger>().ExcludeAsync(new BudgetExclusion
        {
            Service = "shop",
            From = _clock.GetUtcNow().AddMinutes(-5),
            To = _clock.GetUtcNow().AddMinutes(5),
            By = "ada",
            Reason = "a load test",
        });
        (await gate.DecideAsync("shop")).Verdict.Should().NotBe(GateVerdict.Block);
        (await host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("checkout")).Bad.Should().Be(0);
    }

    [Fact]
    public async Task Definitions_are_noted_once_however_many_processes_start()
    {
        IHost[] hosts = [.. Enumerable.Range(0, 5).Select(_ => Host())];
        await Task.WhenAll(hosts.Select(host => LeasedJobs.Of(host, "ledger").RunOnceAsync(default)));
        (await hosts[0].Services.GetRequiredService<IBudgetLedger>().GetEntriesAsync("shop"))
            .Should()
                .ContainSingle().Which
                .Should()
                .BeEquivalentTo(new { Kind = LedgerEntryKind.Definition, Generation = 1, ResetsBudget = false });
        Array.ForEach(hosts, host => host.Dispose());
    }

    [Fact]
    public async Task An_unavailable_store_is_reported_and_the_next_round_continues()
    {
        using IHost host = Host();
        LeasedJob ledger = LeasedJobs.Of(host, "ledger");
        _store.Controls[StorageRoles.Events].IsDown = true;
        await ledger.RunOnceAsync(default);
        await ledger.RunOnceAsync(default);
        _log.Lines.Should()
            .ContainSingle(line => line.Event == "JobFailed" && line.Level == LogLevel.Warning).Which.Message
            .Should()
            .StartWith("The job ledger failed");
        _store.Controls[StorageRoles.Events].IsDown = false;
        await ledger.RunOnceAsync(default);
        _log.Lines.Should().ContainSingle(line => line.Event == "JobRecovered").Which.Message.Should().Contain("ledger");
        (await host.Services.GetRequiredService<IBudgetLedger>().GetEntriesAsync("shop")).Should().ContainSingle();
    }

    [Fact]
    public async Task The_hosted_worker_keeps_the_minutes_of_partly_excluded_hours_before_they_go()
    {
        using IHost host = Host();
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good: 0, bad: 5);
        await recorder.FlushAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));
        recorder.Outcomes("checkout").Record(good: 95, bad: 1);
        await recorder.FlushAsync();
        DateTimeOffset now = _clock.GetUtcNow();
        await host.Services.GetRequiredService<IBudgetLedger>()
            .ExcludeAsync(new BudgetExclusion
            {
                Slo = "checkout",
                From = now.AddMinutes(-12),
                To = now.AddMinutes(-8),
                By = "ada",
                Reason = "a drill",
            });

        LeasedJob ledger = LeasedJobs.Of(host, "ledger");
        for (int day = 0; day < 10; day++)
        {
            await ledger.RunOnceAsync(default);
            await LeasedJobs.Of(host, "retention").RunOnceAsync(default);
            _log.Lines.Should().NotContain(line => line.Event == "JobFailed");
            BudgetStatus status = await host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("checkout");
            (status.Total, status.Bad, status.Ledger!.HoursCountedWhole).Should().Be((96, 1, 0), "day {0}", day);
            _clock.Advance(TimeSpan.FromDays(1));
        }
    }

    private IHost Host()
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddReliability(r =>
        {
            r.SetStore(StorageRoles.All, _store);
            r.AddSlo("checkout", slo => slo.Availability(99m).OfService("shop"));
        });
        return builder.Build();
    }
}
