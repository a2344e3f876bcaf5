using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Experiments;

[BenchmarkCategory("an id of 36 characters")]
public class LongIdBenchmarks : AssignmentBenchmarks
{
    protected override string IdOf(int number) => new Guid(number * 7919, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString();
}
