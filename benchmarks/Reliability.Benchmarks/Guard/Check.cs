using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Reliability.Benchmarks.Guard;

/// <summary>Benchmarks that stand next to their peers and must keep their bounds.</summary>
/// <param name="Name">What to ask for, and the name of the report.</param>
/// <param name="Title">The first line of the report.</param>
/// <param name="Benchmarks">The classes to run.</param>
/// <param name="Bounds">What they must not exceed.</param>
internal sealed record Check(string Name, string Title, Type[] Benchmarks, Bound[] Bounds)
{
    /// <summary>Runs the benchmarks and writes their report. Returns whether every bound is met.</summary>
    public bool Run()
    {
        string load = Machine.Load();
        Summary[] summaries = BenchmarkRunner.Run(Benchmarks, new BenchmarkConfig());
        Measurement[] measurements = [.. summaries.SelectMany(s => s.Reports).Select(Measurement.Of)];
        Verdict[] verdicts = [.. Bounds.Select(bound => Verdict.Of(bound, measurements))];

        string table = CheckReport.Table(verdicts);
        string machine = string.Join('\n', [.. summaries[0].HostEnvironmentInfo.ToFormattedString(), load]);
        Repository.WriteResult($"{Name}.md", CheckReport.Page(Title, $"check {Name}", machine, measurements, table));

        bool isMet = verdicts.All(v => v.IsMet);
        Console.WriteLine();
        Console.WriteLine(table);
        Console.WriteLine(isMet ? "Every bound is met." : "A BOUND IS BROKEN.");
        return isMet;
    }
}
