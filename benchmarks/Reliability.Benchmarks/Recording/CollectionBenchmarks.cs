using BenchmarkDotNet.Attributes;
using Reliability.Recording;
using Reliability.Recording.Internal;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Benchmarks.Recording;

/// <summary>
/// What it costs to collect what eight threads have recorded into a thousand series since the last collection, an event of each thread
/// into each series. The threads record between the iterations, and are idle during them.
/// </summary>
[BenchmarkCategory("One collection: 1,000 series, 8 threads")]
public class CollectionBenchmarks
{
    private const int SeriesCount = 1000;
    private const int Threads = 8;

    private readonly QuantileSketch[] _sketches = [.. Enumerable.Range(0, SeriesCount).Select(_ => new QuantileSketch())];
    private readonly long[]?[][] _pages = new long[Threads][][];
    private readonly TimeSpan[] _durations = Workload.Durations();
    private RecordingThreads _threads = null!;
    private SeriesTable _outcomes = null!;
    private SeriesTable _latencies = null!;
    private int _firstCounter;
    private long _rounds;
    private long _read;

    [GlobalSetup]
    public void Setup()
    {
        _outcomes = Table(id => SeriesDefinition.Outcomes(id));
        _latencies = Table(id => SeriesDefinition.Latencies(id, TimeSpan.FromMilliseconds(300)));
        _firstCounter = _outcomes.All[0].CounterSlot;
        OutcomeRecorder[] outcomes = [.. Names().Select(name => (OutcomeRecorder)_outcomes.Find(name))];
        LatencyRecorder[] latencies = [.. Names().Select(name => (LatencyRecorder)_latencies.Find(name))];
        _threads = new RecordingThreads(Threads, thread =>
        {
            for (int i = 0; i < SeriesCount; i++)
            {
                outcomes[i].Record(good: true);
                latencies[i].Record(_durations[i]);
            }

            _pages[thread] = ThreadSlots.Counters!;
        });

        // An iteration is one invocation, too few for the compiler to reach its last tier in time.
        for (int i = 0; i < 60; i++)
        {
            Record();
            ReadWords();
            AddToSketches();
            Outcomes();
            Latencies();
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _threads.Dispose();
        Outcomes();
        Latencies();
        Require(_outcomes);
        Require(_latencies);
    }

    [IterationSetup]
    public void Record()
    {
        _threads.RunOnce();
        _rounds++;
    }

    [Benchmark(Baseline = true, Description = "reading the 16,000 words of the outcomes in a loop")]
    public long ReadWords()
    {
        long sum = 0;
        int firstPage = _firstCounter >> ThreadSlots.CounterPageBits;
        foreach (long[]?[] pages in _pages)
        {
            for (int page = firstPage; page <= (_firstCounter + (2 * SeriesCount) - 1) >> ThreadSlots.CounterPageBits; page++)
            {
                foreach (long counter in pages[page]!)
                {
                    sum += counter;
                }
            }
        }

        return _read = sum;
    }

    [Benchmark(Description = "outcomes")]
    public void Outcomes() => Collect(_outcomes);

    [Benchmark(Description = "adding the 8,000 latencies to 1,000 sketches in a loop")]
    public void AddToSketches()
    {
        for (int thread = 0; thread < Threads; thread++)
        {
            for (int i = 0; i < SeriesCount; i++)
            {
                _sketches[i].Add(_durations[i].TotalSeconds);
            }
        }
    }

    [Benchmark(Description = "latencies")]
    public void Latencies() => Collect(_latencies);

    private static IEnumerable<string> Names() => Enumerable.Range(0, SeriesCount).Select(i => $"route-{i:000}");

    private static SeriesTable Table(Func<SeriesId, SeriesDefinition> define)
    {
        var clock = new RecordingClock(TimeProvider.System, new RecorderOptions());
        return new SeriesTable(
            Names().Select(name => define(new SeriesId(Workload.Service, name))),
            clock,
            new Quota(2 * SeriesCount),
            new Quota(64 << 20),
            new Lock(),
            static () => false);
    }

    private static void Collect(SeriesTable table)
    {
        table.CollectCounters();
        foreach (SeriesAccumulator series in table.All)
        {
            series.Collect(minute: 1);
        }
    }

    private void Require(SeriesTable table)
    {
        long recorded = table.All.Sum(series => series.Count(new DropCounts()).Recorded);
        if (recorded != _rounds * Threads * SeriesCount || _read == 0)
        {
            throw new InvalidOperationException($"{recorded} events were collected of {_rounds} rounds of {Threads * SeriesCount}.");
        }
    }
}
