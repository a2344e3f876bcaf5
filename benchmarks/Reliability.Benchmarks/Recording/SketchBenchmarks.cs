using BenchmarkDotNet.Attributes;
using Reliability.Sketches;

namespace Reliability.Benchmarks.Recording;

/// <summary>What a sketch costs by itself. It has no peer among the packages: the bound on a merge is a time.</summary>
[BenchmarkCategory(Category)]
public class SketchBenchmarks
{
    public const string Category = "Quantile sketch";

    private readonly double[] _seconds = [.. Workload.Durations().Select(d => d.TotalSeconds)];
    private QuantileSketch _target = new();
    private QuantileSketch _other = new();

    [GlobalSetup]
    public void Setup()
    {
        _target = Filled(seed: 1);
        _other = Filled(seed: 2);
    }

    /// <summary>The counts grow from merge to merge and the work does not: it depends on the range of the values alone.</summary>
    [Benchmark(Description = "Merge of two, 100,000 latencies each")]
    public void Merge() => _target.Merge(_other);

    [Benchmark(Description = "Add", OperationsPerInvoke = Workload.Length)]
    public void Add()
    {
        QuantileSketch target = _target;
        foreach (double seconds in _seconds)
        {
            target.Add(seconds);
        }
    }

    [Benchmark(Description = "Quantile(0.95)")]
    public double? Quantile() => _other.Quantile(0.95);

    private static QuantileSketch Filled(int seed)
    {
        var sketch = new QuantileSketch();
        foreach (TimeSpan duration in Workload.Durations(100_000, seed))
        {
            sketch.Add(duration.TotalSeconds);
        }

        return sketch;
    }
}
