using BenchmarkDotNet.Attributes;
using Reliability.Trends;

namespace Reliability.Benchmarks.Trends;

/// <summary>
/// A whole report of 90 daily points, without its forecast, against the search for shifts of ED-PELT alone on the same values.
/// </summary>
[BenchmarkCategory("a report of 90 days")]
public class ReportBenchmarks
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TrendOptions NoForecast = new() { ForecastLength = TimeSpan.Zero };

    private readonly MetricDefinition _metric = MetricDefinition.Create("checkout.latency", m => m.Unit("s").LowerIsBetter());
    private readonly double[] _values;
    private readonly TrendSeries _ninety;

    public ReportBenchmarks()
    {
        var random = new Random(20260317);
        _values = [.. Enumerable.Range(0, 90).Select(i => 0.3 + (i >= 60 ? 0.04 : 0) + (0.01 * random.NextDouble()))];
        _ninety = new TrendSeries
        {
            Points = [.. _values.Select((value, i) => new TrendPoint { Start = Monday.AddDays(i), Value = value })],
        };
        if (Trend.Analyze(_metric, _ninety).Verdict != TrendVerdict.Degrading)
        {
            throw new InvalidOperationException("The step is not found.");
        }
    }

    [Benchmark(Description = "Perfolizer ED-PELT, shifts alone", Baseline = true)]
    public int EdPelt() => ShiftPeers.EdPelt(_values, 5).Count;

    [Benchmark(Description = "Trend.Analyze, without forecast")]
    public TrendReport Report() => Trend.Analyze(_metric, _ninety, NoForecast);

    [Benchmark(Description = "Trend.Analyze, with a forecast of 14 days")]
    public TrendReport Forecast() => Trend.Analyze(_metric, _ninety);
}
