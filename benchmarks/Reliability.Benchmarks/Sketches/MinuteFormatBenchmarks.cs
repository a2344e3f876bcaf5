using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Sketches;

[BenchmarkCategory("a minute of 600 latencies")]
public class MinuteFormatBenchmarks() : SketchFormatBenchmarks(600);
