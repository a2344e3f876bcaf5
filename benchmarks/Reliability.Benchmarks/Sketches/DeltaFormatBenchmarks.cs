using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Sketches;

[BenchmarkCategory("a delta of 10 latencies")]
public class DeltaFormatBenchmarks() : SketchFormatBenchmarks(10);
