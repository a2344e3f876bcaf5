using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Trends;

[BenchmarkCategory("a line, 1,000 values")]
public class ThousandRegressionBenchmarks() : RegressionBenchmarks(1_000);
