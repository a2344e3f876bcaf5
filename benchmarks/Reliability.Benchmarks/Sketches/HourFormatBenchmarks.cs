using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Sketches;

[BenchmarkCategory("an hour of 36,000 latencies")]
public class HourFormatBenchmarks() : SketchFormatBenchmarks(36_000);
