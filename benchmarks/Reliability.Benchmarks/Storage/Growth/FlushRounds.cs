using System.Diagnostics;
using Reliability.Storage;

namespace Reliability.Benchmarks.Storage.Growth;

/// <summary>Producers that flush in rounds: all at the same moment, the worst that processes with one clock can do.</summary>
internal static class FlushRounds
{
    private const int WarmUpRounds = 5;
    private const int MinRounds = 10;
    private const int MaxRounds = 200;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>Median and 95th percentile of a flush in milliseconds.</summary>
    public static async Task<string> MeasureAsync(StoreHost host, int slos, int producers)
    {
        IReliabilityStore[] stores = [.. Enumerable.Range(0, producers).Select(_ => host.Open())];
        FlushWorkload[] workloads = [.. stores.Select(_ => new FlushWorkload(slos, $"producer-{Guid.NewGuid():N}"))];
        List<double> milliseconds = [];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < MaxRounds + WarmUpRounds; round++)
        {
            double[] times = await Task.WhenAll(stores.Zip(workloads, (store, workload) => Task.Run(() => FlushAsync(store, workload))));
            if (round >= WarmUpRounds)
            {
                milliseconds.AddRange(times);
            }

            if (round >= MinRounds + WarmUpRounds && Stopwatch.GetElapsedTime(start) > Budget)
            {
                break;
            }
        }

        foreach (IReliabilityStore store in stores)
        {
            await store.DisposeAsync();
        }

        milliseconds.Sort();
        return Markdown.Text($"{milliseconds[milliseconds.Count / 2]:0.00} ({milliseconds[milliseconds.Count * 95 / 100]:0.00})");
    }

    private static async Task<double> FlushAsync(IReliabilityStore store, FlushWorkload workload)
    {
        SeriesBatch batch = workload.Outcomes();
        long start = Stopwatch.GetTimestamp();
        await store.Series.AppendAsync(batch, CancellationToken.None);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
