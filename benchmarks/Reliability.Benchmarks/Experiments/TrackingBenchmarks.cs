using System.Diagnostics.Metrics;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using Reliability.Benchmarks.Recording;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Benchmarks.Experiments;

/// <summary>What tracking costs the caller: as many events as the memory takes, emptied between iterations.</summary>
[BenchmarkCategory("one tracked event")]
public class TrackingBenchmarks
{
    private const int Events = 1 << 16;
    private const int Ids = 1024;
    private readonly Experiment _experiment = new()
    {
        Service = "shop",
        Definition = new() { Key = "checkout", Variants = [new("a", 1), new("b", 1)] },
        State = ExperimentState.Running,
        History = [],
        ETag = ETag.New(),
    };
    private readonly string[] _ids =
    [
        .. Enumerable.Range(0, Ids).Select(i => ((ulong)i * 0x9E3779B97F4A7C15UL).ToString("x16", CultureInfo.InvariantCulture)),
    ];
    private ExperimentTracker? _tracker;
    private TrackedExperiment _tracked = null!;
    private MetricRecorder _bought = null!;
    private VariantAssigner _assigner = null!;
    private Counter<long> _counter = null!;
    private OpenTelemetryPeer _peer = null!;

    [GlobalSetup]
    public void SetUp()
    {
        Renew();
        _assigner = VariantAssigner.Create(_experiment.Definition.ToAssignment());
        _peer = new OpenTelemetryPeer();
        _counter = _peer.Meter.CreateCounter<long>("experiment.conversions");

        // An iteration is one invocation, too few for the compiler to reach its last tier in time.
        for (int i = 0; i < 60; i++)
        {
            AssignAndCount();
            Convert();
            Empty();
            Renew();
            Expose();
            Renew();
        }

        if (_peer.Collect() == 0)
        {
            throw new InvalidOperationException("The peer counted nothing.");
        }
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        CleanUpTracker();
        _peer.Dispose();
    }

    [IterationSetup(Targets = [nameof(AssignAndCount), nameof(Convert)])]
    public void Empty() => _tracker!.FlushAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>A tracker that has flushed nothing counts no unit yet: it keeps every exposure.</summary>
    [IterationSetup(Targets = [nameof(Expose)])]
    public void Renew()
    {
        CleanUpTracker();
        _tracker = new ExperimentTracker(new AcceptingEnrollmentStore(), new TrackerOptions { Capacity = Events });
        _tracked = _tracker.Track(_experiment);
        _bought = _tracked.Metric("bought");
    }

    [Benchmark(Description = "Assign and an OpenTelemetry counter with two tags", Baseline = true, OperationsPerInvoke = Events)]
    public void AssignAndCount()
    {
        for (int i = 0; i < Events; i++)
        {
            string variant = _assigner.Assign(_ids[i % Ids]) == 0 ? "a" : "b";
            _counter.Add(
                1,
                new KeyValuePair<string, object?>("experiment", "checkout"),
                new KeyValuePair<string, object?>("variant", variant));
        }
    }

    [Benchmark(Description = "MetricRecorder.Convert", OperationsPerInvoke = Events)]
    public void Convert()
    {
        for (int i = 0; i < Events; i++)
        {
            _bought.Convert(_ids[i % Ids]);
        }
    }

    [Benchmark(Description = "TrackedExperiment.Expose of a unit not counted yet", OperationsPerInvoke = Events)]
    public void Expose()
    {
        for (int i = 0; i < Events; i++)
        {
            _tracked.Expose(_ids[i % Ids]);
        }
    }

    private void CleanUpTracker()
    {
        if (_tracker?.Statistics.Dropped > 0)
        {
            throw new InvalidOperationException($"{_tracker.Statistics.Dropped} events were dropped: what was measured is a full memory.");
        }

        _tracker?.Dispose();
        _tracker = null;
    }
}
