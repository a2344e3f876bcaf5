using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class LogFeedTests : IAsyncDisposable
{
    private ServiceProvider? _provider;

    [Fact]
    public async Task Entries_from_the_level_are_bad_and_those_from_information_up_to_it_are_good()
    {
        await StartAsync(r => r.FromLogs("orders", "Shop", LogLevel.Error));
        ILogger shop = Logger("Shop");
        foreach (LogLevel level in Enum.GetValues<LogLevel>())
        {
            shop.Log(level, "entry");
        }

        Logger("Shop.Orders").Log(LogLevel.Error, "below the category");
        Logger("Shopping").Log(LogLevel.Error, "another category");
        (await CountAsync()).Should().Be((2m, 3m));
    }

    [Fact]
    public async Task A_named_event_is_the_only_good_one()
    {
        await StartAsync(r => r.FromLogs("orders", "Shop", LogLevel.Error, goodEvent: "OrderPlaced"));
        ILogger shop = Logger("Shop");
        shop.Log(LogLevel.Information, new EventId(1, "OrderPlaced"), "placed");
        shop.Log(LogLevel.Information, new EventId(2, "CacheFilled"), "noise");
        shop.Log(LogLevel.Warning, "noise");
        shop.Log(LogLevel.Error, new EventId(3, "OrderLost"), "lost");
        (await CountAsync()).Should().Be((1m, 1m));
    }

    [Fact]
    public async Task A_misspelt_good_event_is_no_data_and_names_the_events_of_the_category()
    {
        await StartAsync(r => r.FromLogs("orders", "Shop", LogLevel.Error, goodEvent: "OrderPlacd"));
        ILogger shop = Logger("Shop.Orders");
        shop.Log(LogLevel.Information, new EventId(1, "OrderPlaced"), "placed");
        shop.Log(LogLevel.Warning, new EventId(2, "CacheFilled"), "noise");

        BudgetStatus status = await StatusAsync();
        status.State.Should().Be(BudgetState.NoData);
        status.Reason.Should().Contain("log entries of Shop with the event OrderPlacd").And.Contain("Nearest: 'OrderPlaced'");
    }

    [Theory]
    [InlineData(LogLevel.Information, BudgetState.Healthy)]
    [InlineData(LogLevel.Error, BudgetState.Exhausted)]
    public async Task The_first_good_event_or_bad_entry_connects_the_feed(LogLevel level, BudgetState state)
    {
        await StartAsync(r => r.FromLogs("orders", "Shop", LogLevel.Error, goodEvent: "OrderPlaced"));
        ILogger shop = Logger("Shop");
        (await StatusAsync()).Feeds.Should().ContainSingle().Which.State.Should().Be(FeedState.NeverHeard);
        shop.Log(level, new EventId(1, level == LogLevel.Error ? "OrderLost" : "OrderPlaced"), "entry");
        BudgetStatus status = await StatusAsync();
        (status.State, status.Feeds[0].State).Should().Be((state, FeedState.Connected));
    }

    [Fact]
    public async Task Entries_before_the_start_and_after_the_stop_are_not_counted()
    {
        Build(r => r.FromLogs("orders", "Shop", LogLevel.Error));
        Logger("Shop").Log(LogLevel.Error, "before");
        await Listening().StartAsync(CancellationToken.None);
        await Listening().StoppedAsync(CancellationToken.None);
        Logger("Shop").Log(LogLevel.Error, "after");
        (await CountAsync()).Should().Be((0m, 0m));
    }

    [Theory]
    [InlineData("Reliability")]
    [InlineData("Reliability.Internal.LogNotifier")]
    public void The_entries_of_this_library_cannot_feed_an_objective(string category)
    {
        Action own = () => new ServiceCollection().AddReliability(r => r.FromLogs("orders", category, LogLevel.Error));
        own.Should().Throw<ArgumentException>().WithMessage($"*'{category}'*");
    }

    [Theory]
    [InlineData(LogLevel.Trace)]
    [InlineData(LogLevel.Information)]
    [InlineData(LogLevel.None)]
    public void A_level_without_good_entries_below_it_is_rejected(LogLevel level)
    {
        Action low = () => new ServiceCollection().AddReliability(r => r.FromLogs("orders", "Shop", level));
        low.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Warning, Error or Critical*");
    }

    [Fact]
    public async Task An_objective_that_entries_cannot_feed_stops_the_start()
    {
        Func<Task> latency = () => StartAsync(r => r
            .AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m)).FromLogs("fast", "Shop", LogLevel.Error));
        await latency.Should().ThrowAsync<OptionsValidationException>().WithMessage("*Shop*'fast'*availability*");
    }

    [Theory]
    [InlineData(
        LogLevel.Critical,
        FeedState.NeverHeard,
        BudgetState.NoData,
        "drops entries of the level Error of the category 'Shop.Orders', so that bad events are not counted. "
        + "Set Logging:LogLevel:Shop.Orders to Information.")]
    [InlineData(
        LogLevel.None,
        FeedState.NeverHeard,
        BudgetState.NoData,
        "drops entries of the level Error of the category 'Shop.Orders', so that bad")]
    [InlineData(
        LogLevel.Warning,
        FeedState.Connected,
        BudgetState.NoTraffic,
        "drops entries of the level Information of the category 'Shop.Orders', so that good events are not counted.")]
    [InlineData(LogLevel.Information, FeedState.Connected, BudgetState.NoTraffic, null)]
    public async Task A_filter_that_drops_the_entries_of_an_objective_is_reported_at_the_start_and_in_its_status(
        LogLevel filter, FeedState feed, BudgetState state, string? problem)
    {
        using var log = new LogCollector();
        Build(
            r => r.FromLogs("orders", "Shop", LogLevel.Error),
            logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace)
                .AddFilter("Shop", LogLevel.Trace).AddFilter("Shop.Orders", filter).AddFilter<LogCollector>("Shop", LogLevel.None));
        Logger("Shop.Orders");
        await Listening().StartAsync(CancellationToken.None);
        await Listening().StartedAsync(CancellationToken.None);

        BudgetStatus status = await StatusAsync();
        FeedStatus only = status.Feeds.Should().ContainSingle().Subject;
        (status.State, only.State).Should().Be((state, feed));
        if (problem is null)
        {
            only.Hint.Should().BeNull();
            log.Lines.Should().NotContain(line => line.Event == "EntriesFiltered");
        }
        else
        {
            only.Hint.Should().Contain(problem);
            log.Lines.Should().ContainSingle(line => line.Event == "EntriesFiltered").Which.Message.Should().Contain(problem);
        }
    }

    [Theory]
    [InlineData("Shop", LogLevel.Warning, true)]
    [InlineData("shop.orders", LogLevel.Error, true)]
    [InlineData("Shop.Orders.Cart", LogLevel.None, false)]
    [InlineData("Sh*Orders", LogLevel.None, true)]
    [InlineData("*Cart", LogLevel.None, false)]
    [InlineData(null, LogLevel.Error, true)]
    public async Task What_a_filter_drops_is_what_is_not_counted(string? category, LogLevel level, bool drops)
    {
        Build(
            r => r.FromLogs("orders", "Shop", LogLevel.Critical),
            logging => logging.AddFilter(category, level));
        ILogger orders = Logger("Shop.Orders");
        await Listening().StartAsync(CancellationToken.None);
        orders.LogInformation("placed");

        (await CountAsync()).Should().Be((drops ? 0m : 1m, 0m));
        ((await StatusAsync()).Feeds[0].Hint is not null).Should().Be(drops);
    }

    [Fact]
    public async Task A_filter_of_the_counting_itself_overrides_those_of_all_providers()
    {
        Build(
            r => r.FromLogs("orders", "Shop", LogLevel.Error),
            logging => logging.AddFilter("Shop.Orders", LogLevel.None).AddFilter<LogCounting>(null, LogLevel.Information));
        ILogger orders = Logger("Shop.Orders");
        await Listening().StartAsync(CancellationToken.None);
        orders.LogError("lost");

        (await CountAsync()).Should().Be((0m, 1m));
        (await StatusAsync()).Feeds[0].Hint.Should().BeNull();
    }

    [Fact]
    public async Task Counting_an_entry_allocates_nothing()
    {
        await StartAsync(r => r.FromLogs("orders", "Shop", LogLevel.Error));
        ILogger shop = Logger("Shop");
        Func<int, Exception?, string> format = (_, _) => throw new InvalidOperationException("An entry is counted and not formatted.");
        Measure();
        Measure().Should().Be(0);

        long Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10_000; i++)
            {
                shop.Log(LogLevel.Error, default, 1, exception: null, format);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }
    }

    private void Build(Action<ReliabilityBuilder> configure, Action<ILoggingBuilder>? logging = null) => _provider = new ServiceCollection()
        .AddLogging(logging ?? (_ => { }))
        .AddReliability(r => configure(r.AddSlo("orders", s => s.Availability(99m))))
        .BuildServiceProvider();

    private async Task StartAsync(Action<ReliabilityBuilder> configure)
    {
        Build(configure);
        await Listening().StartAsync(CancellationToken.None);
    }

    private LogListening Listening() => _provider!.GetServices<IHostedService>().OfType<LogListening>().Single();

    private ILogger Logger(string category) => _provider!.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    private async Task<BudgetStatus> StatusAsync()
    {
        await _provider!.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        return await _provider!.GetRequiredService<IErrorBudgets>().GetStatusAsync("orders");
    }

    private async Task<(decimal Good, decimal Bad)> CountAsync()
    {
        BudgetStatus status = await StatusAsync();
        return (status.Good, status.Bad);
    }
}
