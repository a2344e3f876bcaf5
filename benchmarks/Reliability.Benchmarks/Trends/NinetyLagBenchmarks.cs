using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Trends;

[BenchmarkCategory("autocorrelation, 90 values")]
public class NinetyLagBenchmarks() : LagBenchmarks(90);
