using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Trends;

[BenchmarkCategory("autocorrelation, 100,000 values")]
public class ManyLagBenchmarks() : LagBenchmarks(100_000);
