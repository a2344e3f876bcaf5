using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class WorkerTests : IDisposable
{
    private const string Away = "The chaos store was told to fail a call of the role Series: BeforeApply.";

    private static readonly TimeSpan LongerThanAnyPause = TimeSpan.FromSeconds(40);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ChaosStore _chaos = new(new InMemoryStore());
    private readonly StoreSignals _store;
    private readonly LogCollector _log = new();

    public WorkerTests() => _store = new StoreSignals(_chaos.Series);

    public void Dispose()
    {
        _chaos.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task What_is_recorded_reaches_the_store_without_anyone_asking()
    {
        using IHost host = await StartAsync();
        host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: false);

        await AdvanceUntilAsync(_store.NextAppend);

        (await host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("checkout")).Bad.Should().Be(1);
        await host.StopAsync();
    }

    [Fact]
    public async Task Stopping_the_host_drains()
    {
        using IHost host = await StartAsync();
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good: 7, bad: 3);

        await host.StopAsync();

        RecorderStatistics statistics = recorder.GetStatistics();
        (statistics.Recorded, statistics.Flushed, statistics.Pending, statistics.Dropped).Should().Be((10, 10, 0, 0));
    }

    [Fact]
    public async Task A_store_that_is_away_neither_stops_the_start_nor_loses_anything()
    {
        _chaos.Controls[StorageRoles.Series].IsDown = true;
        DateTimeOffset start = _clock.GetUtcNow();
        using IHost host = await StartAsync();
        await _log.Logged("StoreNotReady");
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good: 99, bad: 1);

        await AdvanceUntilAsync(_log.Logged("FlushFailed"));
        recorder.GetStatistics().Pending.Should().Be(100);
        IReliabilityHealth health = host.Services.GetRequiredService<IReliabilityHealth>();
        health.GetReport().Should().BeEquivalentTo(new
        {
            Store = StoreState.Failing,
            Problem = Away,
            LastFlush = (DateTimeOffset?)null,
            FailingSince = start,
            Recorder = new { Pending = 100 },
        });

        Task append = _store.NextAppend;
        _chaos.Controls[StorageRoles.Series].IsDown = false;
        await AdvanceUntilAsync(append);
        await AdvanceUntilAsync(_log.Logged("FlushRecovered"));

        recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 100, Flushed = 100, Pending = 0 });
        ReliabilityHealthReport report = health.GetReport();
        report.Should()
            .BeEquivalentTo(new { Store = StoreState.Healthy, Problem = (string?)null, FailingSince = (DateTimeOffset?)null });
        report.LastFlush.Should().BeAfter(start);
        _log.Lines.Should().Contain(line => line.Event == "StoreNotReady" && line.Level == LogLevel.Error && line.Message.Contains(Away));
        _log.Lines.Count(line => line.Event == "FlushFailed").Should().Be(1, "an outage is told once, not at every attempt");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_role_that_is_away_shows_and_holds_up_no_other()
    {
        using var other = new ChaosStore(new InMemoryStore());
        other.Controls[StorageRoles.Documents].IsDown = true;
        using IHost host = await StartAsync(more: r => r.SetService(other.Documents));
        host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: false);

        await AdvanceUntilAsync(_store.NextAppend);

        ReliabilityHealthReport report = host.Services.GetRequiredService<IReliabilityHealth>().GetReport();
        (report.Store, report.Problem)
            .Should()
            .Be((StoreState.Failing, "The chaos store was told to fail a call of the role Documents: BeforeApply."));
        _log.Lines.Count(line => line.Event == "StoreNotReady").Should().Be(1, "one problem is told once");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_store_that_is_away_at_the_end_costs_what_the_log_says()
    {
        using IHost host = await StartAsync();
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        OutcomeRecorder outcomes = recorder.Outcomes("checkout");
        await AdvanceUntilAsync(_store.NextAppend);
        outcomes.Record(good: 5, bad: 0);
        _chaos.Controls[StorageRoles.Series].IsDown = true;

        await host.StopAsync();

        _log.Lines.Should().ContainSingle(line => line.Event == "StoppedUndelivered").Which.Message.Should().Contain("5 events");
        recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 5, DroppedStopped = 5, Pending = 0 });
    }

    [Fact]
    public async Task A_store_that_is_away_at_the_end_is_no_loss_if_every_event_is_stored()
    {
        using IHost host = await StartAsync();
        host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: true);
        await AdvanceUntilAsync(_store.NextAppend);
        _chaos.Controls[StorageRoles.Series].IsDown = true;

        await host.StopAsync();

        _log.Lines.Should().NotContain(line => line.Event == "StoppedUndelivered");
        host.Services.GetRequiredService<ReliabilityRecorder>().GetStatistics().Dropped.Should().Be(0);
    }

    [Fact]
    public async Task Every_category_of_the_log_is_a_public_name()
    {
        using IHost host = await StartAsync(r => r.FromMeter("checkout", "shop", "orders"));
        await host.StopAsync();

        _log.Categories.Keys.Should()
            .BeSubsetOf(typeof(ReliabilityLogCategories).GetFields().Select(field => (string)field.GetRawConstantValue()!)).And
            .Contain([ReliabilityLogCategories.Recording, ReliabilityLogCategories.Alerting, ReliabilityLogCategories.Jobs]);
    }

    [Fact]
    public async Task A_drop_is_logged_with_its_reason_and_the_legal_range()
    {
        using IHost host = await StartAsync();
        OutcomeRecorder checkout = host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout");
        checkout.Record(true, _clock.GetUtcNow().AddDays(-401)).Should().Be(RecordResult.TooOld);
        checkout.Record(true, _clock.GetUtcNow().AddHours(2)).Should().Be(RecordResult.InFuture);

        await AdvanceUntilAsync(_log.Logged("EventsDropped"));

        _log.Lines.Should().ContainSingle(line => line.Event == "EventsDropped").Which.Message
            .Should().Contain("Dropped 1 events older than 400.00:00:00, 1 further ahead than 00:05:00");
        await host.StopAsync();
    }

    [Fact]
    public async Task Rejected_values_are_logged_with_their_number_and_the_strict_mode_of_tests_throws()
    {
        using IHost host = await StartAsync(r => r.AddSlo("pages", slo => slo.Latency(TimeSpan.FromSeconds(1), 99m)));
        LatencyRecorder pages = host.Services.GetRequiredService<ReliabilityRecorder>().Latencies("pages");
        pages.Record(double.NaN).Should().BeFalse();
        pages.Record(TimeSpan.FromTicks(-1)).Should().BeFalse();

        await AdvanceUntilAsync(_log.Logged("CallsRejected"));
        await host.StopAsync();
        _log.Lines.Should().ContainSingle(line => line.Event == "CallsRejected").Which.Message.Should().StartWith("Rejected 2 calls");

        using IHost strict = await StartAsync(r => r.Configure(o => o.ThrowOnInvalidInput = true));
        strict.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Invoking(o => o.Record(good: -1, bad: 0))
            .Should().Throw<ArgumentOutOfRangeException>();
        await strict.StopAsync();
    }

    [Fact]
    public async Task Old_data_is_removed()
    {
        using IHost host = await StartAsync();
        host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: true);
        await AdvanceUntilAsync(_store.NextTrim);
        await host.StopAsync();
    }

    [Fact]
    public async Task Without_a_store_it_warns_once_and_names_what_to_call()
    {
        using IHost host = await StartAsync(r => r.AddSlo("search", slo => slo.Availability(99m)), useStore: false);
        await _log.Logged("InMemoryStore");
        await host.StopAsync();

        _log.Lines.Should().ContainSingle(line => line.Event == "InMemoryStore").Which.Message.Should().Contain("UseSqlite");
    }

    private async Task<IHost> StartAsync(Action<ReliabilityBuilder>? more = null, bool useStore = true)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddReliability(r =>
        {
            r.AddSlo("checkout", slo => slo.Availability(99.9m));
            if (useStore)
            {
                r.UseSeriesStore(_store.Series);
            }

            more?.Invoke(r);
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    /// <summary>
    /// Lets time pass until something happens. The worker may be between two pauses when the clock moves, so it moves again.
    /// </summary>
    private async Task AdvanceUntilAsync(Task happened)
    {
        while (!happened.IsCompleted)
        {
            _clock.Advance(LongerThanAnyPause);
            await Task.Yield();
        }

        await happened;
    }
}
