using System.Diagnostics;
using Reliability.Benchmarks.Recording;
using Reliability.Sketches;
using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Benchmarks.Storage.Series;

/// <summary>Reads 90 days of a latency objective with their sketches, and merges them, in turns with reading the same bytes.</summary>
internal static class DayReads
{
    private const int Days = 90;
    private const int SeriesCount = 50;
    private const int EventsPerDay = 600 * 24 * 60;
    private const int Distributions = 8;
    private const int WarmUps = 50;
    private const int Rounds = 300;
    private const int Reads = 10;
    private const string Service = "days";

    private static readonly DateTimeOffset First =
        SeriesResolution.Day.StartOf(TimeProvider.System.GetUtcNow()).AddDays(-Days);

    /// <summary>Returns the times in milliseconds.</summary>
    public static async Task<Pairs> TimeAsync(StoreHost host, Func<string, Task<IDayPeer>> openPeerAsync)
    {
        await using IReliabilityStore store = host.Open();
        await FillAsync(store.Series);
        await host.TidyAsync();
        await using IDayPeer peer = await openPeerAsync(host.ConnectionString);
        var range = new DayRange(Service, Name(SeriesCount / 2), First, Days);
        return await Pairs.MeasureAsync(
            WarmUps,
            Rounds,
            () => TimedAsync(async () => Require(await ReadAsync(store.Series))),
            () => TimedAsync(async () => Require(await peer.ReadAsync(range))));
    }

    /// <summary>
    /// Returns the time in milliseconds to decode and merge as many sketches in memory, which no reader can avoid: the median of some
    /// rounds.
    /// </summary>
    public static double TimeDecoding()
    {
        byte[][] days = [.. Sketches().Select(sketch => SketchJournal.Encode(sketch, SeriesResolution.Day))];
        List<double> times = [];
        for (int round = -WarmUps; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            var sum = new QuantileSketch();
            for (int day = 0; day < Days; day++)
            {
                sum.MergeBytes(days[day % Distributions]);
            }

            double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Require(sum.Count == (long)Days * EventsPerDay ? Days : 0);
            if (round >= 0)
            {
                times.Add(time);
            }
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>Returns the round trips of one read, after <see cref="TimeAsync"/>; 0 without a server.</summary>
    public static async Task<double> RoundTripsAsync(StoreHost host)
    {
        if (host.Port is not { } port)
        {
            return 0;
        }

        await using TcpProxy proxy = await TcpProxy.StartAsync("127.0.0.1", port);
        await using IReliabilityStore store = host.Open(proxy.Port);
        await ReadAsync(store.Series);
        long before = proxy.RoundTrips;
        for (int i = 0; i < Reads; i++)
        {
            await ReadAsync(store.Series);
        }

        return (proxy.RoundTrips - before) / (double)Reads;
    }

    private static async Task<int> ReadAsync(ISeriesStore store)
    {
        var query = new SeriesQuery(new SeriesId(Service, Name(SeriesCount / 2)), SeriesResolution.Day, First, First.AddDays(Days))
        {
            IncludeSketches = true,
        };
        SeriesSummary summary = (await store.SummarizeAsync([query], CancellationToken.None))[0];
        return summary.Total.Sketch?.Count == (long)Days * EventsPerDay ? (int)summary.BucketCount : 0;
    }

    private static async Task FillAsync(ISeriesStore store)
    {
        QuantileSketch[] sketches = Sketches();
        for (int day = 0; day < Days; day++)
        {
            var deltas = Enumerable.Range(0, SeriesCount).Select(series => new SeriesDelta(
                Name(series),
                new SeriesBucket(First.AddDays(day), EventsPerDay, EventsPerDay - day)
                {
                    ScaledSum = EventsPerDay * 740_000.0,
                    Min = 0.001,
                    Max = 2.5,
                    Sketch = sketches[(day + series) % Distributions],
                },
                SeriesTiers.Day));
            await store.AppendAsync(new SeriesBatch(Service, "fill", day + 1, deltas), CancellationToken.None);
        }

        await store.FoldAsync(Service, CancellationToken.None);
    }

    private static QuantileSketch[] Sketches() => [.. Enumerable.Range(1, Distributions).Select(Sketch)];

    private static QuantileSketch Sketch(int seed)
    {
        var sketch = new QuantileSketch();
        foreach (TimeSpan duration in Workload.Durations(EventsPerDay, seed))
        {
            sketch.Add(duration.TotalSeconds);
        }

        return sketch;
    }

    private static async Task<double> TimedAsync(Func<Task> read)
    {
        long start = Stopwatch.GetTimestamp();
        await read();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Require(int days)
    {
        if (days != Days)
        {
            throw new InvalidOperationException($"{days} instead of {Days} days were read; the comparison would be void.");
        }
    }

    private static string Name(int series) => $"route-{series:00}";
}
