using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Slos;

namespace Reliability.Storage.Sqlite.Tests;

/// <summary>
/// What a budget status over 30 days costs: one sum over as many rows as the window has hours, and no allocation for any.
/// </summary>
public sealed class BudgetStatusCostTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task A_status_is_one_sum_of_the_hours_of_the_window_whatever_the_traffic(long eventsPerHour)
    {
        var memory = new InMemorySeriesStore();
        await FillAsync(memory, "checkout", hours: 720, eventsPerHour);
        ISeriesStore counting = Substitute.For<ISeriesStore>();
        List<SeriesQuery> asked = [];
        counting.SummarizeAsync(Arg.Do<IReadOnlyList<SeriesQuery>>(asked.AddRange), Arg.Any<CancellationToken>())
            .Returns(call => memory.SummarizeAsync(call.Arg<IReadOnlyList<SeriesQuery>>(), call.Arg<CancellationToken>()));
        var budgets = new ErrorBudgets(counting, [SloDefinition.Availability("checkout", 99.9m)], new FakeTimeProvider(Now));

        BudgetStatus status = await budgets.GetStatusAsync("checkout");

        status.Total.Should().Be(720 * eventsPerHour);
        counting.ReceivedCalls().Should().ContainSingle();
        SeriesQuery query = asked.Should().ContainSingle().Subject;
        (query.Resolution, query.To - query.From, query.IncludeSketches).Should()
            .Be((SeriesResolution.Hour, TimeSpan.FromHours(721), false));
    }

    [Fact]
    public async Task No_bucket_costs_an_allocation()
    {
        await using var store = new SqliteStore(new SqliteStoreOptions { Path = _folder.File("cost.db") });
        await FillAsync(store.Series, "busy", hours: 720, eventsPerHour: 1_000);
        await FillAsync(store.Series, "young", hours: 72, eventsPerHour: 1_000);
        var budgets = new ErrorBudgets(
            store.Series,
            [SloDefinition.Availability("busy", 99.9m), SloDefinition.Availability("young", 99.9m)],
            new FakeTimeProvider(Now));
        Allocated(budgets, "busy");
        Allocated(budgets, "young");

        long busy = Enumerable.Range(0, 20).Min(_ => Allocated(budgets, "busy"));
        long young = Enumerable.Range(0, 20).Min(_ => Allocated(budgets, "young"));

        busy.Should().Be(young, "ten times the buckets allocate nothing more");
    }

    /// <summary>SQLite answers at once, so that everything happens on this thread.</summary>
    private static long Allocated(ErrorBudgets budgets, string slo)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ValueTask<BudgetStatus> status = budgets.GetStatusAsync(slo);
        status.IsCompletedSuccessfully.Should().BeTrue();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static async Task FillAsync(ISeriesStore store, string series, int hours, long eventsPerHour)
    {
        SeriesDelta[] deltas =
        [
            .. Enumerable.Range(0, hours)
                .Select(i => new SeriesDelta(series, new SeriesBucket(Now.AddHours(-i), eventsPerHour, eventsPerHour))),
        ];
        await store.AppendAsync(new SeriesBatch("default", $"fill-{series}", 1, deltas), CancellationToken.None);
    }
}
