using System.Globalization;
using BenchmarkDotNet.Reports;

namespace Reliability.Benchmarks.Guard;

/// <summary>What was measured for one benchmark.</summary>
/// <param name="Type">The class of the benchmark.</param>
/// <param name="Method">Its method.</param>
/// <param name="Category">What it is compared within.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="IsBaseline">Whether the others of its category are compared with it.</param>
/// <param name="Nanoseconds">The mean of one operation; null when the benchmark failed.</param>
/// <param name="ErrorNanoseconds">Half the width of the mean's 99.9 % confidence interval.</param>
/// <param name="AllocatedBytes">What one operation allocates.</param>
internal sealed record Measurement(
    Type Type,
    string Method,
    string Category,
    string Title,
    bool IsBaseline,
    double? Nanoseconds,
    double? ErrorNanoseconds,
    long? AllocatedBytes)
{
    public static Measurement Of(BenchmarkReport report)
    {
        var descriptor = report.BenchmarkCase.Descriptor;
        return new Measurement(
            descriptor.Type,
            descriptor.WorkloadMethod.Name,
            string.Join(", ", descriptor.Categories),
            descriptor.WorkloadMethodDisplayInfo.Trim('\''),
            descriptor.Baseline,
            report.ResultStatistics?.Mean,
            report.ResultStatistics?.ConfidenceInterval.Margin,
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase));
    }

    /// <summary>A time in the unit that suits it.</summary>
    public static string Time(double? nanoseconds) => nanoseconds switch
    {
        null => "-",
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.00} ms"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:0.0} us"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:0.00} ns"),
    };
}
