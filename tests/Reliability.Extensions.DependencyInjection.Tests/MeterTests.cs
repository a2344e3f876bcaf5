using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class MeterTests : IAsyncDisposable
{
    private readonly Meter _meter = new($"test-{Guid.NewGuid():N}");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly LogCollector _log = new();
    private ServiceProvider? _provider;

    [Fact]
    public async Task A_histogram_of_an_operation_feeds_its_availability_and_its_latency()
    {
        await StartAsync(r => r
            .AddSlo("db", s => s.Availability(99.9m)).FromMeter("db", _meter.Name, "db.duration", m => m.Where("db.operation", "SELECT"))
            .AddSlo("fast", s => s.Latency(TimeSpan.FromMilliseconds(100), 99m)).FromMeter(
                "fast",
                _meter.Name,
                "db.duration",
                m => m.WhereNot("db.operation", "VACUUM")));
        Histogram<double> duration = _meter.CreateHistogram<double>("db.duration", "ms");
        duration.Record(50, Tag("db.operation", "SELECT"));
        duration.Record(150, Tag("db.operation", "SELECT"));
        duration.Record(1, Tag("db.operation", "SELECT"), Tag("error.type", "timeout"));
        duration.Record(20, Tag("db.operation", "INSERT"));
        duration.Record(20);
        duration.Record(20, Tag("db.operation", "VACUUM"));

        (await CountAsync("db")).Should().Be((2m, 1m));
        (await CountAsync("fast")).Should().Be((3m, 1m));
    }

    [Fact]
    public async Task A_counter_counts_its_events_and_a_tag_says_which_are_bad()
    {
        await StartAsync(r =>
            r.AddSlo("orders", s => s.Availability(99m))
                .FromMeter("orders", _meter.Name, "orders", m => m.BadWhen("outcome", "lost").BadWhenPrefix("status", "5")));
        Counter<int> orders = _meter.CreateCounter<int>("orders");
        orders.Add(7, Tag("outcome", "placed"), Tag("status", 201));
        orders.Add(2, Tag("outcome", "lost"));
        orders.Add(1, Tag("outcome", "placed"), Tag("status", 503));
        (await CountAsync("orders")).Should().Be((7m, 3m));
    }

    [Fact]
    public async Task A_gauge_is_asked_every_ten_seconds()
    {
        double age = 3;
        await StartAsync(r => r.AddSlo("age", s => s.Measurement(5, 99m)).FromMeter("age", _meter.Name, "queue.age"));
        _meter.CreateObservableGauge("queue.age", () => age, "s");
        _clock.Advance(TimeSpan.FromSeconds(10));
        age = 8;
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await CountAsync("age")).Should().Be((1m, 1m));
    }

    [Fact]
    public async Task What_does_not_fit_is_reported_once_and_disturbs_nothing()
    {
        await StartAsync(r => r
            .AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m))
            .FromMeter("fast", _meter.Name, "size").FromMeter("fast", _meter.Name, "duration")
            .AddSlo("answers", s => s.Score(4, 5)).FromMeter("answers", _meter.Name, "calls").FromMeter("answers", _meter.Name, "score")
            .AddSlo("orders", s =>
                s.Availability(99m)).FromMeter("orders", _meter.Name, "depth").FromMeter("orders", _meter.Name, "total"));
        _meter.CreateHistogram<double>("size", "By").Record(1);
        _meter.CreateCounter<long>("calls").Add(1);
        _meter.CreateObservableGauge("depth", () => 1);
        _meter.CreateObservableCounter("total", () => 1);
        Histogram<double> duration = _meter.CreateHistogram<double>("duration", "s");
        duration.Record(double.NaN);
        duration.Record(-1);
        duration.Record(0.5);
        _meter.CreateHistogram<double>("score").Record(9);

        (await CountAsync("fast")).Should().Be((1m, 0m));
        (await CountAsync("answers")).Should().Be((0m, 0m));
        (await CountAsync("orders")).Should().Be((0m, 0m));
        _log.Lines.Count(line => line.Message.Contains("cannot feed", StringComparison.Ordinal)).Should().Be(4);
        _log.Lines.Count(line => line.Message.Contains("was omitted", StringComparison.Ordinal)).Should().Be(2);
    }

    [Fact]
    public async Task A_change_is_no_value_and_a_part_of_an_event_is_no_event()
    {
        await StartAsync(r => r
            .AddSlo("length", s => s.Measurement(100, 99m)).FromMeter("length", _meter.Name, "queue.length")
            .AddSlo("orders", s => s.Availability(99m)).FromMeter("orders", _meter.Name, "orders"));
        UpDownCounter<int> length = _meter.CreateUpDownCounter<int>("queue.length");
        length.Add(500);
        length.Add(-1);
        Counter<double> orders = _meter.CreateCounter<double>("orders");
        orders.Add(2);
        orders.Add(0.5);

        (await CountAsync("length")).Should().Be((0m, 0m));
        (await CountAsync("orders")).Should().Be((2m, 0m));
        _log.Lines.Count(line => line.Message.Contains("reports changes and not values", StringComparison.Ordinal)).Should().Be(1);
        _log.Lines.Count(line => line.Message.Contains("was omitted", StringComparison.Ordinal)).Should().Be(1);
    }

    /// <summary>A value is compared whole, however long it is.</summary>
    [Fact]
    public async Task A_tag_that_is_an_identifier_or_an_address_is_compared_like_a_text()
    {
        var tenant = Guid.NewGuid();
        var address = new Uri("https://shop.example/" + new string('a', 200));
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m))
            .FromMeter("db", _meter.Name, "commands", m => m.Where("tenant", tenant.ToString()).BadWhen("to", address.ToString())));
        Counter<long> commands = _meter.CreateCounter<long>("commands");
        commands.Add(1, Tag("tenant", tenant));
        commands.Add(1, Tag("tenant", tenant), Tag("to", address));
        commands.Add(1, Tag("tenant", Guid.NewGuid()));
        (await CountAsync("db")).Should().Be((1m, 1m));
    }

    [Fact]
    public async Task An_objective_that_does_not_exist_stops_the_start()
    {
        Func<Task> start = () => StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("absent", "Npgsql", "db.duration"));
        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage("*db.duration*Npgsql*'absent'*'db'*");
    }

    [Theory]
    [InlineData("Polly", "resilience.polly.pipeline.duration", "exception.type")]
    [InlineData("System.Net.Http", "http.client.request.duration", "error.type")]
    public async Task Nothing_but_cancelled_operations_of_a_library_is_no_data_with_their_number(string library, string name, string tag)
    {
        ReliabilityBuilder Feed(ReliabilityBuilder r, string slo) =>
            library == "Polly" ? r.FromPolly(slo, pipeline: "pay") : r.FromHttpClient(slo, host: "pay.example");
        await StartAsync(r =>
        {
            Feed(r.AddSlo("pay", s => s.Availability(99m)), "pay");
            Feed(r.AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m)), "fast");
        });
        using var meter = new Meter(library);
        Histogram<double> duration = meter.CreateHistogram<double>(name, library == "Polly" ? "ms" : "s");
        KeyValuePair<string, object?>[] one = [Tag("pipeline.name", "pay"), Tag("server.address", "pay.example")];
        for (int i = 0; i < 10; i++)
        {
            duration.Record(5, [.. one, Tag(tag, typeof(TaskCanceledException).FullName!)]);
        }

        foreach (string slo in (string[])["pay", "fast"])
        {
            (await CountAsync(slo)).Should().Be((0m, 0m));
            BudgetStatus status = await _provider!.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
            (status.State, status.Reason).Should().Be((BudgetState.NoData, "10 clients left before an answer."));
        }

        duration.Record(0.01, one);
        (await CountAsync("pay")).Should().Be((1m, 0m));
    }

    [Fact]
    public async Task Latency_of_an_instrument_of_which_everything_failed_is_no_data_with_their_number()
    {
        await StartAsync(r => r.AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m)).FromMeter("fast", _meter.Name, "duration"));
        Histogram<double> duration = _meter.CreateHistogram<double>("duration", "s");
        duration.Record(0.1, Tag("error.type", "timeout"));
        duration.Record(0.1, Tag("error.type", "timeout"));

        (await CountAsync("fast")).Should().Be((0m, 0m));
        BudgetStatus status = await _provider!.GetRequiredService<IErrorBudgets>().GetStatusAsync("fast");
        (status.State, status.Reason).Should().Be(
            (BudgetState.NoData, "2 events failed, and a latency objective counts only what succeeds."));
    }

    [Fact]
    public async Task A_measurement_allocates_nothing()
    {
        await StartAsync(r => r
            .AddSlo("db", s => s.Availability(99.9m)).FromMeter(
                "db",
                _meter.Name,
                "db.duration",
                m => m.Where("operation", "SELECT").BadWhenPrefix("status", "5"))
            .AddSlo("fast", s => s.Latency(TimeSpan.FromMilliseconds(100), 99m)).FromMeter("fast", _meter.Name, "db.duration"));
        Histogram<double> duration = _meter.CreateHistogram<double>("db.duration", "s");
        KeyValuePair<string, object?>[] tags = [Tag("operation", "SELECT"), Tag("status", 503)];
        Measure();
        Measure().Should().Be(0);

        long Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10_000; i++)
            {
                duration.Record(0.05, tags);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
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

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);

    private async Task StartAsync(Action<ReliabilityBuilder> configure)
    {
        _provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddLogging(logging => logging.AddProvider(_log))
            .AddReliability(configure)
            .BuildServiceProvider();
        foreach (IHostedService service in _provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    private async Task<(decimal Good, decimal Bad)> CountAsync(string slo)
    {
        await _provider!.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        BudgetStatus status = await _provider!.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
        return (status.Good, status.Bad);
    }
}
