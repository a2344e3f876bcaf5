using System.Runtime.InteropServices;

namespace Reliability.Benchmarks;

/// <summary>What a result has to say about where it comes from.</summary>
internal static class Machine
{
    /// <summary>How busy the machine was with something else: results of a busy one say little.</summary>
    public static string Load()
    {
        const string LoadAverage = "/proc/loadavg";
        return File.Exists(LoadAverage)
            ? $"Load before the run: {File.ReadAllText(LoadAverage).Split(' ')[0]} (last minute)"
            : "Load before the run: unknown";
    }

    /// <summary>Processor, cores and runtime on one line.</summary>
    public static string Describe() => $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        string? line = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
