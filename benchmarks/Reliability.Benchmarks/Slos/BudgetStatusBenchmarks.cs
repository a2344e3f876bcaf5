using BenchmarkDotNet.Attributes;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Sqlite;

namespace Reliability.Benchmarks.Slos;

/// <summary>A budget status over 30 days: its time and allocation must not depend on the traffic.</summary>
public class BudgetStatusBenchmarks
{
    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99.9m);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"reliability-{Guid.NewGuid():N}.db");
    private SeriesBucket[] _hours = [];
    private SqliteStore? _store;
    private ErrorBudgets? _budgets;

    /// <summary>Events per hour.</summary>
    [Params(1_000, 100_000_000)]
    public long Traffic { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        DateTimeOffset hour = SeriesResolution.Hour.StartOf(Now);
        _hours = [.. Enumerable.Range(0, 720).Select(i => new SeriesBucket(hour.AddHours(i - 719), Traffic, Traffic - (Traffic / 2_000)))];
        _store = new SqliteStore(new SqliteStoreOptions { Path = _file });
        await _store.Series.AppendAsync(
            new SeriesBatch("default", "fill", 1, _hours.Select(h => new SeriesDelta("checkout", h))),
            CancellationToken.None);
        _budgets = new ErrorBudgets(_store.Series, [Slo]);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _store!.DisposeAsync();
        File.Delete(_file);
    }

    [Benchmark(Description = "ErrorBudget.Evaluate, 720 hours")]
    public BudgetStatus Evaluate() => ErrorBudget.Evaluate(Slo, _hours, Now);

    [Benchmark(Description = "GetStatusAsync, SQLite, 30 days")]
    public async Task<BudgetStatus> ReadAndEvaluate() => await _budgets!.GetStatusAsync("checkout");
}
