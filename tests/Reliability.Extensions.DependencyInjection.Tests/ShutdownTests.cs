using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NSubstitute;
using NSubstitute.Extensions;
using Reliability.Experiments;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Shared;

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
            ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
            recorder.Outcomes("checkout").Record(good: 2, bad: 1);
            recorder.Latencies("pages").Record(TimeSpan.FromSeconds(1));
            TrackedExperiment late = tracker.Track(button);
            late.Expose("late");
            late.Metric("left").Convert("late");
            late.Metric("spent").Add("late", 3);
        }

        Line("EventsTooLate").Should().StartWith(
            "Ended with 4 events that were not stored and are lost: 3 outcomes and 1 values (durations, scores and measurements) recorded "
            + "by code, requests or health checks; 0 outcomes and 0 values from meters, activities and logs.");
        Line("ExperimentEventsTooLate").Should().StartWith(
            "Ended with 3 events of experiments that were not stored and are lost: 1 exposures, 1 conversions and 1 values.");
        _log.Lines.Should().NotContain(line => line.Event == "EventsDropped" || line.Event == "ExperimentEventsDropped");
    }

    [Fact]
    public async Task What_a_service_records_while_the_container_disposes_it_is_logged_with_its_kind()
    {
        using (IHost host = Host(isRegisteredBefore: false, stopsConcurrently: false, services => services.AddSingleton<Leaving>()))
        {
            await StartButtonAsync(host);
            host.Services.GetRequiredService<Leaving>();
            await host.StartAsync();
            await host.StopAsync();
        }

        Line("EventsTooLate").Should().StartWith("Ended with 1 events that were not stored and are lost: 1 outcomes and 0 values");
        Line("ExperimentEventsTooLate").Should().StartWith(
            "Ended with 1 events of experiments that were not stored and are lost: 1 exposures, 0 conversions and 0 values.");
    }

    [Fact]
    public async Task A_host_that_is_disposed_without_being_stopped_stores_what_is_pending()
    {
        ExperimentId id;
        IHost host = await PendingAsync();
        id = new ExperimentId("shop", "button");
        host.Dispose();

        (await _store.Enrollments.SummarizeAsync(id, default)).Arms.Sum(arm => arm.Units).Should().Be(2);
        _log.Lines.Should().NotContain(line => line.Event.Contains("TooLate") || line.Event.Contains("Undelivered"));
        using IHost next = Host(isRegisteredBefore: false, stopsConcurrently: false);
        BudgetStatus orders = await next.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("orders");
        (orders.Total, orders.Bad).Should().Be((7, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_is_disposed_without_being_stopped_while_its_store_is_down_logs_what_is_lost(bool isStoreFault)
    {
        IHost host = await PendingAsync();
        _store.Controls[StorageRoles.Series].IsDown = isStoreFault;
        _store.Controls[StorageRoles.Enrollments].IsDown = isStoreFault;
        if (isStoreFault)
        {
            host.Dispose();
        }
        else
        {
            // A container that is disposed synchronously cannot flush.
            ((IDisposable)host.Services).Dispose();
        }

        Line("EventsTooLate").Should().StartWith(
            "Ended with 10 events that were not stored and are lost: 7 outcomes and 2 values (durations, scores and measurements) recorded "
            + "by code, requests or health checks; 0 outcomes and 1 values from meters, activities and logs.");
        Line("ExperimentEventsTooLate").Should().StartWith(
            "Ended with 3 events of experiments that were not stored and are lost: 2 exposures, 1 conversions and 0 values.");
    }

    [Fact]
    public async Task A_store_that_throws_what_it_should_not_stops_no_other_flush_and_is_logged()
    {
        ISeriesStore series = Forwarding.To(_store.Series);
        using IHost host = Host(isRegisteredBefore: false, stopsConcurrently: false, more: r => r.SetService(series));
        await StartButtonAsync(host);
        await host.StartAsync();
        series.Configure().AppendAsync(default!, default)
            .ReturnsForAnyArgs(_ => ValueTask.FromException<AppendOutcome>(new InvalidCastException("It is broken.")));

        await host.StopAsync();

        Line("StoppedUndelivered").Should().EndWith("It is broken.").And.Contain("100 outcomes");
        (await _store.Enrollments.SummarizeAsync(new ExperimentId("shop", "button"), default)).Arms.Sum(arm => arm.Units).Should().Be(100);
    }

    [Fact]
    public async Task Enrollments_that_throw_what_they_should_not_stop_no_other_flush_and_are_logged()
    {
        IEnrollmentStore enrollments = Forwarding.To(_store.Enrollments);
        using IHost host = Host(isRegisteredBefore: false, stopsConcurrently: false, more: r => r.SetService(enrollments));
        await StartButtonAsync(host);
        await host.StartAsync();
        enrollments.Configure().ApplyAsync(default!, default)
            .ReturnsForAnyArgs(_ => ValueTask.FromException<EnrollmentResult>(new InvalidCastException("It is broken.")));

        await host.StopAsync();

        Line("ExperimentsStoppedUndelivered").Should().EndWith("It is broken.").And.Contain("100 exposures, 5 conversions");
        BudgetStatus orders = await host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("orders");
        (orders.Total, orders.Bad).Should().Be((100, 5));
    }

    /// <summary>Starts a host and records, without stopping it: nothing is flushed before a minute has passed.</summary>
    private async Task<IHost> PendingAsync()
    {
        IHost host = Host(
            isRegisteredBefore: false, stopsConcurrently: false, more: r => r.Configure(o => o.FlushInterval = TimeSpan.FromMinutes(1)));
        Experiment button = await StartButtonAsync(host);
        await host.StartAsync();
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Latencies("pages").Record(TimeSpan.FromSeconds(1));
        recorder.Latencies("pages").Record(TimeSpan.FromSeconds(2));
        recorder.Outcomes("orders").Record(good: 6, bad: 1);
        _durations.Record(0.25);
        TrackedExperiment tracked = host.Services.GetRequiredService<ExperimentTracker>().Track(button);
        tracked.Expose("ada");
        tracked.Expose("ben");
        tracked.Metric("left").Convert("ada");
        return host;
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

    private IHost Host(
        bool isRegisteredBefore,
        bool stopsConcurrently,
        Action<IServiceCollection>? services = null,
        Action<ReliabilityBuilder>? more = null)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        services?.Invoke(builder.Services);
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
            more?.Invoke(r);
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

    /// <summary>Records when the container disposes it, after the background services.</summary>
    private sealed class Leaving(ReliabilityRecorder recorder, ExperimentTracker tracker, IExperiments experiments) : IDisposable
    {
        private readonly OutcomeRecorder _checkout = recorder.Outcomes("checkout");
        private readonly TrackedExperiment _button = tracker.Track(experiments.GetAsync("button").AsTask().GetAwaiter().GetResult()!);

        public void Dispose()
        {
            _checkout.Record(good: true);
            _button.Expose("left");
        }
    }

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
