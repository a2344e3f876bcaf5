using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

/// <summary>Short ways to write series of days and hours, with noise from a fixed seed.</summary>
internal static class Series
{
    /// <summary>A Monday at midnight.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static MetricDefinition Latency { get; } =
        MetricDefinition.Create("checkout.latency", m => m.Unit("s").LowerIsBetter().MinimumEffect(0.05));

    public static TrendSeries Days(int count, Func<int, double> value) => new()
    {
        Points = [.. Enumerable.Range(0, count).Select(i => new TrendPoint { Start = Monday.AddDays(i), Value = value(i) })],
    };

    public static TrendSeries Hours(int count, Func<int, double> value) => new()
    {
        Resolution = SeriesResolution.Hour,
        Points = [.. Enumerable.Range(0, count).Select(i => new TrendPoint { Start = Monday.AddHours(i), Value = value(i) })],
    };

    /// <summary>Returns normal noise of unit standard deviation: the same for the same seed.</summary>
    public static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }
}
