using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Experiments;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Extensions.DependencyInjection.Tests;

[Trait("guarantee", "5")]
public sealed class ShutdownTests : IDisposable
{
    private readonly ChaosStore _store = new(new InMemoryStore());
    private readonly LogCollector _log = new();
    private readonly Meter _meter = new("Shop");
    private readonly Counter<long> _orders;
    private readonly Histogram<double> _durations;

    public ShutdownTests()
    {
        _orders = _meter.CreateCounter<long>("orders");
        _durations = _meter.CreateHistogram<double>("duration", "s");
    }

    public void Dispose()
    {
        _meter.Dispose();
        _store.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task What_services_record_while_they_stop_is_in_the_store(bool isRegisteredBefore, bool stopsConcurrently)
    {
        ExperimentId id;
        using (IHost host = Host(isRegisteredBefore, stopsConcurrently))
        {
            id = new ExperimentId("shop", (await StartButtonAsync(host)).Definition.Key);
            await host.StartAsync();
            await host.StopAsync();

            IErrorBudgets budgets = host.Services.GetRequiredService<IErrorBudgets>();
            foreach (string slo in (string[])["checkout", "orders"])
            {
                BudgetStatus status = await budgets.GetStatusAsync(slo);
                (status.Total, status.Bad).Should().Be((100, 5), slo);
            }

            (await budgets.GetStatusAsync("durations")).Total.Should().Be(100, "an instrument measured them");
        }

        EnrollmentSummary sums = await _store.Enrollments.SummarizeAsync(id, default);
        sums.Arms.Sum(arm => arm.Units).Should().Be(100);
        sums.Arms.Sum(arm => arm.Metrics.Sum(m => m.X)).Should().Be(5);
        _log.Lines.Should().NotContain(line => line.Level >= LogLevel.Warning && line.Event != "StoreNotReady");
    }

    [Fact]
    public async Task What_cannot_be_stored_before_the_deadline_is_logged_with_its_number_and_kind()
    {
        using IHost host = Host(isRegisteredBefore: false, stopsConcurrently: false);
        await StartButtonAsync(host);
        await host.StartAsync();
        _store.Controls[StorageRoles.Series].IsDown = true;
        _store.Controls[StorageRoles.Enrollments].IsDown = true;
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Latencies("pages").Record(TimeSpan.FromSeconds(1));
        recorder.Latencies("pages").Record(TimeSpan.FromSeconds(2));
        recorder.Latencies("durations").Record(TimeSpan.FromSeconds(3));
        recorder.Outcomes("orders").Record(good: 6, bad: 1);

        await host.StopAsync();

        Line("StoppedUndelivered").Should().StartWith(
            "Stopped with 310 events that were not stored and are lost: 107 outcomes and 3 values (durations, scores and measurements) "
            + "recorded by code, requests or health checks; 100 outcomes and 100 values from meters, activities and logs. ");
        Line("ExperimentsStoppedUndelivered").Should().StartWith(
            "Stopped with 105 events of experiments that were not stored: 100 exposures, 5 conversions and 0 values.");
        recorder.GetStatistics().Should().BeEquivalentTo(
            new
            {
                Recorded = 310,
                DroppedStopped = 310,
                DroppedStoppedValues = 103,
                DroppedStoppedInstrumentOutcomes = 100,
                DroppedStoppedInstrumentValues = 100,
                Pending = 0,
                Flushed = 0,
            });
    }

    [Fact]
    public async Task What_is_recorded_after_everything_has_stopped_is_logged_at_the_end()
    {
        using (IHost host = Host(isRegisteredBefore: false, stopsConcurrently: false))
        {
            Experiment button = await StartButtonAsync(host);
            ExperimentTracker tracker = host.Services.GetRequiredService<ExperimentTracker>();
            await host.StartAsync();
            await host.StopAsync();
            host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 2, bad: 1);
            tracker.Track(button).Expose("late");
        }

        Line("EventsDropped").Should().EndWith("3 after the end.");
        Line("ExperimentEventsTooLate").Should().StartWith("Ended with 1 events of experiments");
    }

    private static async Task<Experiment> StartButtonAsync(IHost host)
    {
        IExperiments experiments = host.Services.GetRequiredService<IExperiments>();
        var definition = new ExperimentDefinition { Key = "button", Variants = [new("blue", 1), new("green", 1)] };
        Experiment draft = (await experiments.CreateAsync(definition, new() { By = "ada", Reason = "new" })).Current;
        Experiment button = (await experiments.StartAsync(draft, new() { By = "ada", Reason = "go" })).Current;
        await host.Services.GetRequiredService<TrackedExperiments>().RefreshAsync();
        return button;
    }

    private string Line(string name) => _log.Lines.Should().ContainSingle(line => line.Event == name).Which.Message;

    private IHost Host(bool isRegisteredBefore, bool stopsConcurrently)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.Configure<HostOptions>(o => o.ServicesStopConcurrently = stopsConcurrently);
        if (isRegisteredBefore)
        {
            builder.Services.AddHostedService(CreateClosing);
        }

        builder.Services.AddReliability(r =>
        {
            r.SetStore(StorageRoles.All, _store);
            r.Configure(o => o.Service = "shop")
                .AddSlo("checkout", slo => slo.Availability(99m))
                .AddSlo("pages", slo => slo.Latency(TimeSpan.FromSeconds(1), 99m))
                .AddSlo("durations", slo => slo.Latency(TimeSpan.FromSeconds(1), 99m)).FromMeter("durations", "Shop", "duration")
                .AddSlo("orders", slo => slo.Availability(99m)).FromMeter("orders", "Shop", "orders");
        });
        if (!isRegisteredBefore)
        {
            builder.Services.AddHostedService(CreateClosing);
        }

        return builder.Build();
    }

    private Closing CreateClosing(IServiceProvider services) => new(
        services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout"),
        _orders,
        _durations,
        services.GetRequiredService<TrackedExperiments>());

    /// <summary>Records while it stops: also after its first asynchronous step.</summary>
    private sealed class Closing(OutcomeRecorder checkout, Counter<long> orders, Histogram<double> durations, TrackedExperiments tracked)
        : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            TrackedExperiment button = tracked.Get("button")!;
            for (int i = 0; i < 100; i++)
            {
                bool isGood = i % 20 != 0;
                await Task.Yield();
                checkout.Record(isGood);
                durations.Record(0.25);
                orders.Add(1, isGood ? default : new KeyValuePair<string, object?>("error.type", "timeout"));
                button.Expose($"user-{i}");
                if (!isGood)
                {
                    button.Metric("left").Convert($"user-{i}");
                }
            }
        }
    }
}
