using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Trends;

[BenchmarkCategory("a line, 100,000 values")]
public class ManyRegressionBenchmarks() : RegressionBenchmarks(100_000);
