using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Experiments;

[BenchmarkCategory("results of 10,000,000 users")]
public class ManyUsersBenchmarks() : ResultsBenchmarks(10_000_000);
