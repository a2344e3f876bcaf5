using BenchmarkDotNet.Attributes;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Benchmarks.Trends;

/// <summary>Reports of 1,250 and 10,000 hours: eight times the points cost about eight times log n.</summary>
[BenchmarkCategory("a report of many hours")]
public class LongReportBenchmarks
{
    /// <summary>8 · ln 10,000 / ln 1,250 = 10.3.</summary>
    public const double Limit = 10.5;

    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TrendOptions NoForecast = new() { ForecastLength = TimeSpan.Zero };

    private readonly MetricDefinition _metric = MetricDefinition.Create("checkout.latency", m => m.Unit("s").LowerIsBetter());
    private readonly TrendSeries _some = Hours(1_250);
    private readonly TrendSeries _many = Hours(10_000);

    [Benchmark(Description = "Trend.Analyze of 1,250 hours, without forecast", Baseline = true)]
    public TrendReport Some() => Trend.Analyze(_metric, _some, NoForecast);

    [Benchmark(Description = "Trend.Analyze of 10,000 hours, without forecast")]
    public TrendReport Many() => Trend.Analyze(_metric, _many, NoForecast);

    private static TrendSeries Hours(int count)
    {
        var random = new Random(20260317);
        return new TrendSeries
        {
            Resolution = SeriesResolution.Hour,
            Points =
            [
                .. Enumerable.Range(0, count).Select(i => new TrendPoint
                {
                    Start = Monday.AddHours(i), Value = 0.3 + (i >= count / 2 ? 0.04 : 0) + (0.01 * random.NextDouble()),
                }),
            ],
        };
    }
}
