using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class MeterPairTests : IAsyncDisposable
{
    private readonly Meter _meter = new($"test-{Guid.NewGuid():N}");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private ServiceProvider? _provider;

    [Fact]
    public async Task The_total_of_one_instrument_and_the_bad_events_of_another_give_the_good_ones_in_either_order()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, total: "commands", bad: "failed"));
        Histogram<double> commands = _meter.CreateHistogram<double>("commands", "s");
        Counter<int> failed = _meter.CreateCounter<int>("failed");
        for (int i = 0; i < 100; i++)
        {
            if (i % 10 == 0)
            {
                failed.Add(1);
            }

            commands.Record(0.01);
            if (i % 20 == 1)
            {
                failed.Add(1);
            }
        }

        (await CountAsync()).Should().Be((85m, 15m));
    }

    [Fact]
    public async Task A_failure_that_is_reported_after_a_flush_is_taken_from_the_next_events()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, total: "commands", bad: "failed"));
        Counter<long> commands = _meter.CreateCounter<long>("commands");
        Counter<long> failed = _meter.CreateCounter<long>("failed");
        commands.Add(10);
        (await CountAsync()).Should().Be((10m, 0m));
        failed.Add(4);
        (await CountAsync()).Should().Be((10m, 0m));
        commands.Add(3);
        (await CountAsync()).Should().Be((10m, 3m));
        commands.Add(7);
        (await CountAsync()).Should().Be((16m, 4m));
    }

    [Fact]
    public async Task Failures_of_which_the_total_says_nothing_count_and_are_deducted_from_a_total_that_says_it_late()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, total: "commands", bad: "failed"));
        Counter<long> commands = _meter.CreateCounter<long>("commands");
        Counter<long> failed = _meter.CreateCounter<long>("failed");
        failed.Add(5);
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await CountAsync()).Should().Be((0m, 0m));
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await CountAsync()).Should().Be((0m, 5m));
        commands.Add(7);
        (await CountAsync()).Should().Be((2m, 5m));
    }

    [Fact]
    public async Task A_stop_records_the_failures_that_still_wait_for_their_total()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, total: "commands", bad: "failed"));
        _meter.CreateCounter<long>("failed").Add(2);
        await StopListeningAsync();
        (await CountAsync()).Should().Be((0m, 2m));
    }

    [Fact]
    public async Task A_condition_selects_the_measurements_of_both_instruments()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m))
            .FromMeter("db", _meter.Name, total: "commands", bad: "failed", m => m.Where("pool", "shop")));
        Counter<long> commands = _meter.CreateCounter<long>("commands");
        Counter<long> failed = _meter.CreateCounter<long>("failed");
        commands.Add(10, new KeyValuePair<string, object?>("pool", "shop"));
        commands.Add(10, new KeyValuePair<string, object?>("pool", "other"));
        failed.Add(1, new KeyValuePair<string, object?>("pool", "shop"));
        failed.Add(9, new KeyValuePair<string, object?>("pool", "other"));
        (await CountAsync()).Should().Be((9m, 1m));
    }

    [Theory]
    [InlineData("failed", BudgetState.Healthy)]
    [InlineData("faild", BudgetState.NoData)]
    public async Task A_misspelt_instrument_of_the_bad_events_is_no_data_whatever_the_total_is(string bad, BudgetState state)
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, total: "commands", bad));
        _meter.CreateCounter<long>("failed");
        _meter.CreateCounter<long>("commands").Add(100);
        BudgetStatus status = await StatusAsync();
        (status.Total, status.State).Should().Be((100m, state));
        if (state == BudgetState.NoData)
        {
            status.Reason.Should().Contain("instrument faild").And.Contain("Nearest: 'failed'");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_bad_events_of_a_pair_with_conditions_are_connected_by_the_total_that_meets_them(bool isPublishedFirst)
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m))
            .FromMeter("db", _meter.Name, total: "commands", bad: "failed", m => m.Where("pool", "shop")));
        Counter<long> commands = _meter.CreateCounter<long>("commands");
        _ = isPublishedFirst ? _meter.CreateCounter<long>("failed") : null;
        commands.Add(10, new KeyValuePair<string, object?>("pool", "other"));
        (await StatusAsync()).Feeds.Should().OnlyContain(feed => feed.State == FeedState.NeverHeard);

        commands.Add(10, new KeyValuePair<string, object?>("pool", "shop"));
        _ = isPublishedFirst ? null : _meter.CreateCounter<long>("failed");
        BudgetStatus status = await StatusAsync();
        (status.Total, status.State).Should().Be((10m, BudgetState.Healthy));
        status.Feeds.Should().HaveCount(2).And.OnlyContain(feed => feed.State == FeedState.Connected);
    }

    [Fact]
    public async Task A_pair_that_cannot_feed_its_objective_stops_the_start()
    {
        Func<Task> start = () => StartAsync(r => r.AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m))
            .FromMeter("fast", "Npgsql", total: "commands", bad: "failed"));
        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage("*commands*failed*Npgsql*'fast'*");
    }

    [Fact]
    public void A_second_definition_of_bad_and_one_instrument_for_both_are_rejected()
    {
        Action both = () => new ServiceCollection().AddReliability(
            r => r.FromMeter("db", "Npgsql", total: "commands", bad: "failed", m => m.BadWhen("error.type")));
        Action same = () => new ServiceCollection().AddReliability(r => r.FromMeter("db", "Npgsql", total: "commands", bad: "commands"));
        both.Should().Throw<ArgumentException>().WithMessage("*'failed'*BadWhen*");
        same.Should().Throw<ArgumentException>().WithMessage("*two instruments*'commands'*");
    }

    [Fact]
    public async Task Measuring_a_pair_allocates_nothing()
    {
        await StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromMeter("db", _meter.Name, total: "commands", bad: "failed"));
        Counter<long> commands = _meter.CreateCounter<long>("commands");
        Counter<long> failed = _meter.CreateCounter<long>("failed");
        Measure();

        // A minute that ends meanwhile allocates its bucket.
        Enumerable.Range(0, 3).Min(_ => Measure()).Should().Be(0);

        long Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10_000; i++)
            {
                commands.Add(1);
                failed.Add(1);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        if (_provider is not null)
        {
            await StopListeningAsync();
            await _provider.DisposeAsync();
        }
    }

    /// <summary>Starts the listener only, so that nothing flushes unless the test does.</summary>
    private async Task StartAsync(Action<ReliabilityBuilder> configure)
    {
        _provider = new ServiceCollection().AddSingleton<TimeProvider>(_clock).AddReliability(configure).BuildServiceProvider();
        await Listening().StartAsync(CancellationToken.None);
    }

    private Task StopListeningAsync() => Listening().StoppedAsync(CancellationToken.None);

    private Internal.MeterListening Listening() => _provider!.GetServices<IHostedService>().OfType<Internal.MeterListening>().Single();

    private async Task<BudgetStatus> StatusAsync()
    {
        await _provider!.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        return await _provider!.GetRequiredService<IErrorBudgets>().GetStatusAsync("db");
    }

    private async Task<(decimal Good, decimal Bad)> CountAsync()
    {
        BudgetStatus status = await StatusAsync();
        return (status.Good, status.Bad);
    }
}
