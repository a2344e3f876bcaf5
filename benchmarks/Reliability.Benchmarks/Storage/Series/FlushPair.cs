using System.Diagnostics;
using Reliability.Storage;

namespace Reliability.Benchmarks.Storage.Series;

/// <summary>Producers that flush to two services of one store at the same moment: to one with sketches, to the other without.</summary>
internal sealed class FlushPair : IAsyncDisposable
{
    // A minute, so that the code is compiled as in a service that runs: the first flushes of a process take about twice as long.
    private const int WarmUps = LatencyWorkload.FlushesPerMinute;

    private readonly LatencyWorkload _workload;
    private readonly IReliabilityStore[] _stores;
    private readonly string _service;
    private long _withSketches;
    private long _withoutSketches;
    private long _folded;

    public FlushPair(StoreHost host, LatencyWorkload workload, int producers)
    {
        _workload = workload;
        _stores = [.. Enumerable.Range(0, producers).Select(_ => host.Open())];
        _service = $"{workload.Events} events, {producers} producers";
    }

    /// <summary>Times flushes in milliseconds: the mean of all producers, each with its own connections.</summary>
    public async Task<Pairs> TimeAsync(int rounds)
    {
        Pairs pairs = await Pairs.MeasureAsync(
            WarmUps, rounds, () => FlushAsync(withSketches: true), () => FlushAsync(withSketches: false), FoldWhenDueAsync);
        await RequireAsync();
        return pairs;
    }

    /// <summary>Measures what some flushes of one producer cost the server.</summary>
    /// <param name="flushes">How many flushes are measured together.</param>
    /// <param name="rounds">How many times they are measured.</param>
    /// <param name="cost">What flushes have cost the server so far.</param>
    public async Task<Pairs> CountAsync(int flushes, int rounds, Func<Task<double>> cost)
    {
        Pairs pairs = await Pairs.MeasureAsync(
            1, rounds, () => CostAsync(withSketches: true), () => CostAsync(withSketches: false), FoldWhenDueAsync);
        await RequireAsync();
        return pairs;

        async Task<double> CostAsync(bool withSketches)
        {
            double before = await cost();
            for (int i = 0; i < flushes; i++)
            {
                await FlushAsync(withSketches);
            }

            return (await cost() - before) / flushes;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IReliabilityStore store in _stores)
        {
            await store.DisposeAsync();
        }
    }

    private static async Task<double> TimeAsync(IReliabilityStore store, SeriesBatch batch)
    {
        long start = Stopwatch.GetTimestamp();
        await store.Series.AppendAsync(batch, CancellationToken.None);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private async Task<double> FlushAsync(bool withSketches)
    {
        long sequence = withSketches ? ++_withSketches : ++_withoutSketches;
        SeriesBatch[] batches =
        [
            .. _stores.Select((_, i) => _workload.Batch(
                withSketches ? _service : $"{_service}, without sketches", $"producer-{i}", sequence, withSketches)),
        ];
        double[] times = await Task.WhenAll(_stores.Zip(batches, (store, batch) => Task.Run(() => TimeAsync(store, batch))));
        return times.Average();
    }

    /// <summary>Folds as often as a host does; a fold is no part of a flush.</summary>
    private async Task FoldWhenDueAsync()
    {
        if (_withSketches - _folded >= LatencyWorkload.FlushesPerMinute)
        {
            await _stores[0].Series.FoldAsync(_service, CancellationToken.None);
            _folded = _withSketches;
        }
    }

    private Task RequireAsync() => _workload.RequireAsync(_stores[0].Series, _service, _withSketches * _stores.Length);
}
