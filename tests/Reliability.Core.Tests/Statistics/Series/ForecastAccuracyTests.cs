using Reliability.Statistics;

namespace Reliability.Core.Tests.Statistics.Series;

/// <summary>
/// The mean absolute error of forecasts, in units of that of the seasonal naive forecast one period ahead within the fitted values (MASE:
/// R. J. Hyndman, A. B. Koehler 2006).
/// </summary>
public sealed class ForecastAccuracyTests
{
    [Theory]
    [InlineData(SeasonalComponent.Unknown)]
    [InlineData(SeasonalComponent.Multiplicative)]
    public void Two_years_of_air_passengers_are_forecast_with_a_scaled_error_of_at_most_1_10(SeasonalComponent season)
    {
        var (model, error) = Forecast(ClassicSeries.AirPassengers, new HoltWintersOptions { PhaseCount = 12, Season = season }, 24);
        error.Should().BeLessThanOrEqualTo(1.10);
        model.Season.Should().Be(SeasonalComponent.Multiplicative);
        model.Trend.Should().Be(TrendComponent.Linear);
    }

    [Fact]
    public void Four_weeks_of_births_are_forecast_with_a_scaled_error_of_at_most_0_82()
    {
        Forecast(ClassicSeries.Births, new HoltWintersOptions { PhaseCount = 7 }, 28).Error.Should().BeLessThanOrEqualTo(0.82);
        Forecast(ClassicSeries.Births, new HoltWintersOptions { PhaseCount = 7, Trend = TrendComponent.Linear }, 28).Error
            .Should()
            .BeLessThanOrEqualTo(0.82);
    }

    [Fact]
    public void The_intervals_of_both_series_hold_nearly_all_values_that_came()
    {
        Held(ClassicSeries.AirPassengers, 12, 24).Should().BeGreaterThanOrEqualTo(22);
        Held(ClassicSeries.Births, 7, 28).Should().BeInRange(25, 28);
    }

    private static int Held(double[] series, int period, int horizon)
    {
        IReadOnlyList<ForecastPoint> points =
            HoltWinters.Fit(series.AsSpan(0, series.Length - horizon), new HoltWintersOptions { PhaseCount = period }).Forecast(horizon);
        return points.Count(p => series[series.Length - horizon + p.Step - 1] is var came && came >= p.Low && came <= p.High);
    }

    private static (HoltWintersModel Model, double Error) Forecast(double[] series, HoltWintersOptions options, int horizon)
    {
        double[] known = series[..^horizon];
        HoltWintersModel model = HoltWinters.Fit(known, options);
        double error = model.Forecast(horizon).Zip(series[^horizon..], (f, came) => Math.Abs(f.Value - came)).Average();
        double naive = known.Skip(options.PhaseCount).Zip(known, (later, earlier) => Math.Abs(later - earlier)).Average();
        return (model, error / naive);
    }
}
