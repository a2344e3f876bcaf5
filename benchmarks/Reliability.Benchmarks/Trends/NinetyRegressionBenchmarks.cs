using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Trends;

[BenchmarkCategory("a line, 90 values")]
public class NinetyRegressionBenchmarks() : RegressionBenchmarks(90);
