using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Trends;

[BenchmarkCategory("autocorrelation, 1,000 values")]
public class ThousandLagBenchmarks() : LagBenchmarks(1_000);
