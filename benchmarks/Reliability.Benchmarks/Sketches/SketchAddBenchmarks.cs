using BenchmarkDotNet.Attributes;
using HdrHistogram;
using Reliability.Benchmarks.Recording;
using Reliability.Sketches;

namespace Reliability.Benchmarks.Sketches;

/// <summary>Adding a latency to a sketch, against HdrHistogram: two significant digits, microseconds to an hour.</summary>
[BenchmarkCategory("add a latency to a sketch")]
public class SketchAddBenchmarks
{
    private const long HourInMicroseconds = 3_600_000_000;

    private readonly QuantileSketch _sketch = new();
    private readonly LongHistogram _histogram = new(1, HourInMicroseconds, 2);
    private readonly double[] _seconds = [.. Workload.Durations().Select(duration => duration.TotalSeconds)];
    private readonly QuantileSketch _filled = new();
    private readonly double _least = Workload.Durations().Min(duration => duration.TotalSeconds);
    private readonly double _greatest = Workload.Durations().Max(duration => duration.TotalSeconds);
    private readonly long[] _microseconds = [.. Workload.Durations().Select(duration => (long)duration.TotalMicroseconds)];

    public SketchAddBenchmarks()
    {
        Reliability();
        Hdr();
        double p95 = _sketch.Quantile(0.95)!.Value;
        double peer = _histogram.GetValueAtPercentile(95) / 1e6;
        if (_sketch.Count != Workload.Length || _histogram.TotalCount != Workload.Length || Math.Abs(p95 - peer) > 0.03 * peer)
        {
            throw new InvalidOperationException($"The 95th percentiles differ: {p95} and {peer}.");
        }
    }

    [Benchmark(Description = "HdrHistogram LongHistogram.RecordValue", Baseline = true, OperationsPerInvoke = Workload.Length)]
    public void Hdr()
    {
        foreach (long value in _microseconds)
        {
            _histogram.RecordValue(value);
        }
    }

    [Benchmark(Description = "QuantileSketch.Add", OperationsPerInvoke = Workload.Length)]
    public void Reliability()
    {
        foreach (double value in _seconds)
        {
            _sketch.Add(value);
        }
    }

    /// <summary>What recording does: it knows the smallest and the largest value of a chunk.</summary>
    [Benchmark(Description = "QuantileSketch.AddAll, as recording adds", OperationsPerInvoke = Workload.Length)]
    public void Chunk() => _filled.AddAll(_seconds, _least, _greatest);
}
