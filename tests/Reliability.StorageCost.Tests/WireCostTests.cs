using Reliability.Slos;
using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.StorageCost.Tests;

/// <summary>What a flush and a status cost on the way to a server, counted by a proxy in between.</summary>
public abstract class WireCostTests
{
    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99.9m);
    private static readonly DateTimeOffset Hour = SeriesResolution.Hour.StartOf(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_flush_of_500_series_is_one_round_trip()
    {
        await using TcpProxy proxy = await StartProxyAsync();
        await using IReliabilityStore store = Open(proxy.Port);
        SeriesDelta[] deltas = [.. Enumerable.Range(0, 500).Select(i => new SeriesDelta($"series-{i}", new SeriesBucket(Hour, 3, 2)))];
        await AppendAsync(store, 1, deltas);

        long before = proxy.RoundTrips;
        await AppendAsync(store, 2, deltas);

        (proxy.RoundTrips - before).Should().Be(1);
    }

    [Fact]
    public async Task A_status_over_30_days_is_at_most_two_round_trips_and_brings_no_more_than_its_window()
    {
        const int BytesOfABucket = 100;
        await using TcpProxy proxy = await StartProxyAsync();
        await using IReliabilityStore store = Open(proxy.Port);
        // A year of hours, of which the status needs thirty days, with two events each.
        await AppendAsync(
            store,
            1,
            [.. Enumerable.Range(0, 365 * 24).Select(i => new SeriesDelta("checkout", new SeriesBucket(Hour.AddHours(-i), 2, 2)))]);
        var budgets = new ErrorBudgets(store.Series, [Slo]);
        await budgets.GetStatusAsync("checkout");

        (long roundTrips, long bytes) = (proxy.RoundTrips, proxy.BytesToClient);
        BudgetStatus status = await budgets.GetStatusAsync("checkout");

        status.Total.Should().BeInRange(2 * 720, 2 * 721);
        (proxy.RoundTrips - roundTrips).Should().BeInRange(1, 2);
        (proxy.BytesToClient - bytes).Should().BeInRange(1, 721 * BytesOfABucket);
    }

    private protected abstract IReliabilityStore Open(int port);

    private protected abstract Task<int> ServerPortAsync();

    private static ValueTask<AppendOutcome> AppendAsync(IReliabilityStore store, long sequence, SeriesDelta[] deltas) =>
        store.Series.AppendAsync(new SeriesBatch(Slo.Service, "producer", sequence, deltas), CancellationToken.None);

    private protected async Task<TcpProxy> StartProxyAsync() => await TcpProxy.StartAsync("127.0.0.1", await ServerPortAsync());
}
