using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Experiments;

/// <summary>Few enough for exact tests.</summary>
[BenchmarkCategory("results of 900 users")]
public class FewUsersBenchmarks() : ResultsBenchmarks(900);
