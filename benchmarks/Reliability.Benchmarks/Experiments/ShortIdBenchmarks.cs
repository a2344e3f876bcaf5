using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Experiments;

[BenchmarkCategory("an id of 16 characters")]
public class ShortIdBenchmarks : AssignmentBenchmarks
{
    protected override string IdOf(int number) => ((ulong)number * 0x9E3779B97F4A7C15UL).ToString("x16", CultureInfo.InvariantCulture);
}
