using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class FeedTests : IAsyncDisposable
{
    private readonly Meter _meter = new($"test-{Guid.NewGuid():N}");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly LogCollector _log = new();
    private ServiceProvider? _provider;

    [Fact]
    public async Task A_misspelt_instrument_is_no_data_and_a_warning_that_names_the_nearest_one()
    {
        await StartAsync(r =>
            r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, "db.client.operation.durations"));
        _meter.CreateHistogram<double>("db.client.operation.duration", "s").Record(1);
        _meter.CreateCounter<long>("bytes");
        await PassAsync(TimeSpan.FromMinutes(2));

        BudgetStatus status = await StatusAsync("db");
        status.State.Should().Be(BudgetState.NoData);
        status.Reason.Should().Contain($"instrument db.client.operation.durations of meter {_meter.Name}")
            .And.EndWith("Nearest: 'db.client.operation.duration'.");
        GateDecision gate = await _provider!.GetRequiredService<IReleaseGate>().DecideAsync(status.Service);
        gate.Verdict.Should().Be(GateVerdict.Warn);
        gate.Reasons.Should().ContainSingle().Which.Message.Should().Contain("db.client.operation.durations");
        Lines("FeedNeverHeard").Should().ContainSingle().Which.Should().Contain("'db'").And.Contain("'db.client.operation.duration'");
    }

    [Fact]
    public async Task A_misspelt_meter_names_the_nearest_one()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name + "s", "duration"));
        _meter.CreateHistogram<double>("duration", "s").Record(1);
        (await StatusAsync("db")).Reason.Should().Contain($"Nearest: '{_meter.Name}'");
    }

    [Fact]
    public async Task An_instrument_that_is_rejected_is_no_feed()
    {
        await StartAsync(r => r.AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m)).FromMeter("fast", _meter.Name, "size"));
        _meter.CreateHistogram<double>("size", "By");
        (await StatusAsync("fast")).Reason.Should().Contain("published and rejected").And.Contain("unit 'By'");
    }

    [Fact]
    public async Task The_quiet_of_an_instrument_that_exists_is_no_traffic_and_is_not_logged()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, "duration"));
        _meter.CreateHistogram<double>("duration", "s");
        await PassAsync(TimeSpan.FromMinutes(3));
        (await StatusAsync("db")).State.Should().Be(BudgetState.NoTraffic);
        Lines("FeedNeverHeard").Should().BeEmpty();
        Lines("FeedConnected").Should().BeEmpty("it did not connect late");
    }

    [Fact]
    public async Task A_source_that_appears_late_is_reported_once_as_missing_and_once_as_connected()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, "duration")
            .AddSlo("code", s => s.Availability(99m)));
        await PassAsync(TimeSpan.FromMinutes(5));
        Lines("FeedNeverHeard").Should().HaveCount(2);
        _meter.CreateHistogram<double>("duration", "s");
        _provider!.GetRequiredService<ReliabilityRecorder>().Outcomes("code");
        await PassAsync(TimeSpan.FromMinutes(5));
        Lines("FeedNeverHeard").Should().HaveCount(2);
        Lines("FeedConnected").Should().HaveCount(2).And.Contain(line => line.Contains("12:05", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_health_of_the_setup_and_the_Meter_show_every_feed()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, "duration")
            .AddSlo("code", s => s.Availability(99m)));
        _provider!.GetRequiredService<ReliabilityRecorder>().Outcomes("code");

        _provider!.GetRequiredService<IReliabilityHealth>().GetReport().Feeds.Select(feed => (feed.Slo, feed.Kind, feed.State)).Should()
            .Equal(("db", FeedKinds.Meter, FeedState.NeverHeard), ("code", FeedKinds.Code, FeedState.Connected));
        Dictionary<string, double> seen = [];
        using MeterListener listener = MeterReading.Listen(_provider!.GetRequiredService<IMeterFactory>(), seen);
        listener.RecordObservableInstruments();
        string feed = $"feed=instrument duration of meter {_meter.Name}";
        seen.Should().Contain($"{ReliabilityDiagnostics.FeedConnected}{{slo=db,kind=meter,{feed}}}", 0)
            .And.Contain($"{ReliabilityDiagnostics.FeedConnected}{{slo=code,kind=code,feed=code that records 'code'}}", 1);
    }

    [Fact]
    public async Task A_dependency_that_goes_silent_is_no_data_if_events_are_expected()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m).ExpectsEvents(within: TimeSpan.FromMinutes(5)))
            .FromMeter("db", _meter.Name, "duration"));
        _meter.CreateHistogram<double>("duration", "s").Record(1);
        await PassAsync(TimeSpan.FromMinutes(5));
        (await StatusAsync("db")).State.Should().Be(BudgetState.Healthy);
        await PassAsync(TimeSpan.FromMinutes(1));
        (await StatusAsync("db")).State.Should().Be(BudgetState.NoData);
    }

    [Fact]
    public async Task A_misspelt_health_check_stops_the_start_and_names_the_nearest_one()
    {
        Func<Task> start = () => StartAsync(
            r => r.AddSlo("x", s => s.Availability(99m)).FromHealthCheck("x", "raedy"),
            services => services.AddHealthChecks().AddCheck("ready", () => HealthCheckResult.Healthy()));
        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage("*'raedy'*'x'*Nearest: 'ready'.");
    }

    /// <summary>A check that hangs past the timeout of the publisher, or that its predicate leaves out, is never reported.</summary>
    [Fact]
    public async Task A_health_check_is_connected_by_the_first_report_that_contains_it()
    {
        await StartAsync(
            r => r.AddSlo("x", s => s.Availability(99m)).FromHealthCheck("x", "ready"),
            services => services.AddHealthChecks().AddCheck("ready", () => HealthCheckResult.Healthy()));
        IHealthCheckPublisher publisher = _provider!.GetRequiredService<IHealthCheckPublisher>();
        await publisher.PublishAsync(Report("other"), CancellationToken.None);
        BudgetStatus status = await StatusAsync("x");
        status.State.Should().Be(BudgetState.NoData);
        status.Reason.Should().Contain("health check ready").And.Contain("no report contained it");

        await publisher.PublishAsync(Report("ready"), CancellationToken.None);
        (await StatusAsync("x")).Feeds.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Name = "health check ready", State = FeedState.Connected });

        static HealthReport Report(string check) => new(
            new Dictionary<string, HealthReportEntry> { [check] = new(HealthStatus.Healthy, null, TimeSpan.Zero, null, null) },
            TimeSpan.Zero);
    }

    /// <summary>A published instrument does not show that a host, a data source or a tag is spelled right.</summary>
    [Fact]
    public async Task A_condition_that_no_measurement_meets_is_no_data()
    {
        await StartAsync(r => r.AddSlo("pay", s => s.Availability(99m))
            .FromMeter("pay", _meter.Name, "requests", m => m.Where("server.address", "pay.exmaple")));
        Counter<long> requests = _meter.CreateCounter<long>("requests");
        requests.Add(5, new KeyValuePair<string, object?>("server.address", "pay.example"));
        BudgetStatus status = await StatusAsync("pay");
        status.State.Should().Be(BudgetState.NoData);
        status.Reason.Should().Contain("where server.address = 'pay.exmaple'").And.Contain(
            "no measurement met the conditions. No event had server.address = 'pay.exmaple'. Nearest: 'pay.example'.");

        requests.Add(5, new KeyValuePair<string, object?>("server.address", "pay.exmaple"));
        status = await StatusAsync("pay");
        (status.State, status.Total).Should().Be((BudgetState.Healthy, 5m));
    }

    [Theory]
    [InlineData("regoin", "eu", "No event had the tag 'regoin'. Nearest: 'region'.")]
    [InlineData("region", "eux", "No event had region = 'eux'. Nearest: 'eu'.")]
    [InlineData("status", "20", "No event had status = '20'. Nearest: '200'.")]
    [InlineData("region", "us", "Each condition was met, but never all of them by one event.")]
    public async Task A_condition_that_no_event_meets_is_named_with_what_the_events_had(string tag, string value, string hint)
    {
        using var source = new ActivitySource(_meter.Name);
        await StartAsync(r => r
            .AddSlo("pay", s => s.Availability(99m))
            .FromMeter("pay", _meter.Name, "requests", m => m.Where(tag, value).WherePrefix("kind", "a"))
            .AddSlo("jobs", s => s.Availability(99m))
            .FromActivities("jobs", _meter.Name, a => a.Where(tag, value).WherePrefix("kind", "a")));
        Counter<long> requests = _meter.CreateCounter<long>("requests");
        (await StatusAsync("pay")).Feeds.Single().Hint.Should().EndWith("no measurement met the conditions.");
        Send("eu", 200, "apple");
        Send("us", 503, "pear");
        foreach (string slo in (string[])["pay", "jobs"])
        {
            (await StatusAsync(slo)).Feeds.Single().Hint.Should().Contain(hint);
        }

        void Send(string region, int status, string kind)
        {
            requests.Add(1, new("region", region), new("status", status), new("kind", kind));
            using Activity? job = source.StartActivity("run");
            job?.SetTag("region", region).SetTag("status", status).SetTag("kind", kind);
        }
    }

    [Fact]
    public async Task The_name_of_an_activity_that_never_was_is_named_with_the_nearest_one()
    {
        using var source = new ActivitySource(_meter.Name);
        await StartAsync(r => r.AddSlo("jobs", s => s.Availability(99m)).FromActivities("jobs", _meter.Name, "proces order"));
        source.StartActivity("process order")?.Dispose();
        (await StatusAsync("jobs")).Feeds.Single().Hint.Should().EndWith("No activity is named 'proces order'. Nearest: 'process order'.");
    }

    [Fact]
    public void Looking_for_a_condition_that_no_event_meets_does_not_allocate()
    {
        var watch = new ConditionWatch(new MeterFilter().Where("region", "ue").Where("status", "201").Taken);
        KeyValuePair<string, object?>[] tags = [new("region", "eu"), new("status", 200), new("kind", "apple")];
        watch.Observe(tags);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            watch.Observe(tags);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        watch.Hint().Should().Be("No event had region = 'ue'. Nearest: 'eu'. No event had status = '201'. Nearest: '200'.");
    }

    [Theory]
    [InlineData(1.0, 10, true)]
    [InlineData(1.0, 9, false)]
    [InlineData(0.001, 20, false)]
    public void Ten_equally_long_cancelled_requests_look_like_a_timeout(double seconds, int count, bool isDoubted)
    {
        var watch = new PatienceWatch();
        watch.Observe(7.5);
        for (int i = 0; i < count; i++)
        {
            watch.Observe(seconds + (0.001 * i));
        }

        (watch.Doubt(90) is not null).Should().Be(isDoubted);
    }

    [Fact]
    public void Callers_that_cancel_after_any_time_do_not_look_like_a_timeout_and_observing_them_does_not_allocate()
    {
        var watch = new PatienceWatch();
        var random = new Random(1);
        watch.Observe(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100_000; i++)
        {
            watch.Observe(10 * random.NextDouble());
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        watch.Doubt(90).Should().BeNull();
    }

    /// <summary>Without the tag of a condition, every event is good: nothing but its absence shows that it is misspelled.</summary>
    [Fact]
    public async Task A_condition_on_bad_events_whose_tag_no_event_had_is_reported_once_and_the_gate_warns_until_the_tag_appears()
    {
        using var source = new ActivitySource(_meter.Name);
        await StartAsync(r => r
            .AddSlo("pay", s => s.Availability(99m)).FromMeter("pay", _meter.Name, "requests", m => m.BadWhen("reslut", "failed"))
            .AddSlo("jobs", s => s.Availability(99m)).FromActivities("jobs", _meter.Name, a => a.BadWhenPrefix("reslut", "f")));
        Counter<long> requests = _meter.CreateCounter<long>("requests");
        (await StatusAsync("pay")).Feeds.Single().Hint.Should().BeNull("nothing was measured");
        Send("result", "failed");
        await PassAsync(TimeSpan.FromMinutes(3));

        const string Doubt =
            "No event ever had the tag 'reslut', so none could be bad by it; tags seen: region, result. Nearest: 'result'.";
        foreach (string slo in (string[])["pay", "jobs"])
        {
            BudgetStatus status = await StatusAsync(slo);
            status.Feeds.Single().Should().BeEquivalentTo(new { State = FeedState.Connected, Hint = Doubt });
            (await GateAsync(status.Service)).Should().Contain(one =>
                one.Slo == slo && one.Code == GateReasonCodes.FeedInDoubt && one.Verdict == GateVerdict.Warn
                && one.Message.EndsWith(Doubt, StringComparison.Ordinal));
            Lines("FeedInDoubt").Where(line => line.Contains($"'{slo}'", StringComparison.Ordinal)).Should().ContainSingle()
                .Which.Should().EndWith(Doubt);
        }

        Send("reslut", "fine");
        (await StatusAsync("jobs")).Feeds.Single().Hint.Should().BeNull();
        (await GateAsync((await StatusAsync("pay")).Service)).Should().NotContain(one => one.Code == GateReasonCodes.FeedInDoubt);

        void Send(string tag, string value)
        {
            requests.Add(5, new("region", "eu"), new(tag, value));
            using Activity? job = source.StartActivity("run");
            job?.SetTag("region", "eu").SetTag(tag, value);
        }
    }

    [Fact]
    public async Task A_tag_that_is_absent_from_successes_by_convention_or_whose_presence_is_bad_is_not_doubted()
    {
        await StartAsync(r => r
            .AddSlo("a", s => s.Availability(99m)).FromMeter("a", _meter.Name, "requests")
            .AddSlo("b", s => s.Availability(99m)).FromMeter("b", _meter.Name, "requests", m => m.BadWhen("failure"))
            .AddSlo("c", s => s.Availability(99m)).FromMeter("c", _meter.Name, "requests", m => m.BadWhen("error.type", "timeout"))
            .AddSlo("d", s => s.Availability(99m)).FromMeter("d", _meter.Name, "requests", m => m.BadWhenPrefix("status", "5")));
        _meter.CreateCounter<long>("requests").Add(5, new KeyValuePair<string, object?>("status", 200));
        await PassAsync(TimeSpan.FromMinutes(3));
        (await GateAsync((await StatusAsync("a")).Service)).Should().NotContain(one => one.Code == GateReasonCodes.FeedInDoubt);
        Lines("FeedInDoubt").Should().BeEmpty();
    }

    [Theory]
    [InlineData("result")]
    [InlineData("reslut")]
    public void Looking_for_a_tag_does_not_allocate_whether_events_have_it_or_not(string tag)
    {
        var watch = new TagWatch(new MeterFilter().BadWhen("reslut", "failed").Bad);
        KeyValuePair<string, object?>[] tags = [new("region", "eu"), new(tag, "failed")];
        watch.Observe(tags);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            watch.Observe(tags);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        (watch.Doubt() is null).Should().Be(tag == "reslut");
    }

    [Theory]
    [InlineData("run", null)]
    [InlineData("rnu", "named rnu")]
    public async Task A_name_that_no_activity_has_is_no_data(string name, string? reason)
    {
        using var source = new ActivitySource(_meter.Name);
        await StartAsync(r => r.AddSlo("jobs", s => s.Availability(99m)).FromActivities("jobs", _meter.Name, name));
        source.StartActivity("run")?.Dispose();
        BudgetStatus status = await StatusAsync("jobs");
        if (reason is null)
        {
            (status.State, status.Total).Should().Be((BudgetState.Healthy, 1m));
        }
        else
        {
            status.State.Should().Be(BudgetState.NoData);
            status.Reason.Should().Contain(reason).And.Contain("no activity had the name");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        if (_provider is not null)
        {
            foreach (IHostedService service in _provider.GetServices<IHostedService>())
            {
                await service.StopAsync(CancellationToken.None);
            }

            await _provider.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<GateReason>> GateAsync(string service) =>
        (await _provider!.GetRequiredService<IReleaseGate>().DecideAsync(service)).Reasons;

    private string[] Lines(string name) => [.. _log.Lines.Where(line => line.Event == name).Select(line => line.Message)];

    private async Task PassAsync(TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        await _provider!.GetRequiredService<ReliabilityRecorder>().FlushAsync();
    }

    private async Task StartAsync(Action<ReliabilityBuilder> configure, Action<IServiceCollection>? more = null)
    {
        IServiceCollection services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddMetrics()
            .AddLogging(logging => logging.AddProvider(_log))
            .AddReliability(configure);
        more?.Invoke(services);
        ServiceProvider provider = services.BuildServiceProvider();
        IHostedService[] hosted = [.. provider.GetServices<IHostedService>()];
        _provider = provider;
        foreach (IHostedService service in hosted)
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    private async Task<BudgetStatus> StatusAsync(string slo)
    {
        await _provider!.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        return await _provider!.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
    }
}
