using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Reliability.Benchmarks.Recording;

namespace Reliability.Benchmarks.Guard;

/// <summary>Runs the recording benchmarks, writes their report and fails when a bound is broken.</summary>
internal static class RecordingGuard
{
    public const string Command = "dotnet run -c Release --project benchmarks/Reliability.Benchmarks -- check";

    private static readonly Bound[] Bounds =
    [
        new(typeof(OutcomeBenchmarks), nameof(OutcomeBenchmarks.Reliability), 0.7, nameof(OutcomeBenchmarks.Prometheus)),
        new(typeof(OutcomeBenchmarks), nameof(OutcomeBenchmarks.Reliability), 0.25, nameof(OutcomeBenchmarks.OpenTelemetry)),
        new(typeof(ContendedOutcomeBenchmarks), nameof(ContendedOutcomeBenchmarks.Reliability), 0.25, nameof(ContendedOutcomeBenchmarks.Prometheus)),
        new(typeof(ContendedOutcomeBenchmarks), nameof(ContendedOutcomeBenchmarks.Reliability), 0.25, nameof(ContendedOutcomeBenchmarks.OpenTelemetry)),
        new(typeof(LatencyBenchmarks), nameof(LatencyBenchmarks.Reliability), 0.6, nameof(LatencyBenchmarks.Prometheus)),
        new(typeof(LatencyBenchmarks), nameof(LatencyBenchmarks.Reliability), 0.35, nameof(LatencyBenchmarks.OpenTelemetry)),
        new(typeof(SketchBenchmarks), nameof(SketchBenchmarks.Merge), 1_000),
    ];

    /// <summary>Returns the exit code: 0 when every bound is met.</summary>
    public static int Run()
    {
        string load = Load();
        Summary[] summaries = BenchmarkRunner.Run(
            [typeof(OutcomeBenchmarks), typeof(ContendedOutcomeBenchmarks), typeof(LatencyBenchmarks), typeof(SketchBenchmarks)],
            new BenchmarkConfig());
        Measurement[] measurements = [.. summaries.SelectMany(s => s.Reports).Select(Measurement.Of)];
        Verdict[] verdicts = [.. Bounds.Select(bound => Verdict.Of(bound, measurements))];

        string table = RecordingReport.Table(verdicts);
        string machine = string.Join('\n', [.. summaries[0].HostEnvironmentInfo.ToFormattedString(), load]);
        string path = Path.Combine(Repository.Root, "benchmarks", "results", "recording.md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, RecordingReport.Page(Command, machine, measurements, table));

        bool isMet = verdicts.All(v => v.IsMet);
        Console.WriteLine();
        Console.WriteLine(table);
        Console.WriteLine(isMet ? "Every bound is met." : "A BOUND IS BROKEN.");
        return isMet ? 0 : 1;
    }

    /// <summary>How busy the machine was with something else: two threads cannot meet on one counter without a core each.</summary>
    private static string Load()
    {
        const string LoadAverage = "/proc/loadavg";
        return File.Exists(LoadAverage)
            ? $"Load before the run: {File.ReadAllText(LoadAverage).Split(' ')[0]} (last minute)"
            : "Load before the run: unknown";
    }
}
