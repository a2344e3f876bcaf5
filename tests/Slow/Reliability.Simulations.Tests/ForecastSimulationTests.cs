using Reliability.Statistics;

namespace Reliability.Simulations.Tests;

/// <summary>How often intervals of forecasts hold what comes; seeded, so that a run repeats itself.</summary>
public sealed class ForecastSimulationTests
{
    private const int Runs = 4_000;

    /// <summary>The quantile of the 99 % interval of a share: a bound is missed when the interval excludes it.</summary>
    private const double Quantile = 2.5758293035489004;

    [Theory]
    [InlineData(60, 0.3, 2)]
    [InlineData(60, 0, 2)]
    [InlineData(60, 0.6, 2)]
    [InlineData(30, 0.3, 2)]
    [InlineData(60, 0.3, 6)]
    public void The_interval_of_the_days_until_a_threshold_holds_the_true_day_in_85_to_95_percent_of_the_series(
        int count, double correlation, double deviation)
    {
        // The line 100 + 0.2·day reaches 130 on day 150.
        var random = new Random(20261130);
        double[] days = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        double[] values = new double[count];
        int held = 0;
        for (int run = 0; run < Runs; run++)
        {
            double error = Normal(random);
            for (int i = 0; i < count; i++)
            {
                error = i == 0 ? error : (correlation * error) + (Math.Sqrt(1 - (correlation * correlation)) * Normal(random));
                values[i] = 100 + (0.2 * i) + (deviation * error);
            }

            CrossingEstimate crossing = ThresholdCrossing.Estimate(days, values, 130, 0.9, CrossingDirection.Rising);
            held += crossing.Low <= 150 && !(crossing.High < 150) ? 1 : 0;
        }

        Holds(held, 0.85, 0.95);
    }

    [Theory]
    [InlineData(SeasonalComponent.Additive)]
    [InlineData(SeasonalComponent.Multiplicative)]
    public void The_intervals_of_a_season_with_a_level_that_wanders_hold_about_nine_values_of_ten(SeasonalComponent season)
    {
        double[] week = [1.1, 1.05, 1, 1, 0.95, 0.8, 1.1];
        var random = new Random(20261201);
        double[] values = new double[112];
        var options = new HoltWintersOptions { PhaseCount = 7, Season = season };
        (int next, int later) = (0, 0);
        for (int run = 0; run < Runs; run++)
        {
            double level = 100;
            for (int i = 0; i < values.Length; i++)
            {
                double error = Normal(random);
                values[i] = season == SeasonalComponent.Additive
                    ? level + (100 * (week[i % 7] - 1)) + (3 * error)
                    : level * week[i % 7] * (1 + (0.03 * error));
                level += 0.2 + (0.2 * 3 * error);
            }

            IReadOnlyList<ForecastPoint> points = HoltWinters.Fit(values.AsSpan(0, 98), options).Forecast(14, 0.9);
            next += Holds(points[0], values[98]);
            later += Holds(points[13], values[111]);
        }

        // Two weeks ahead the intervals are too narrow by what the weights and the first state are uncertain, as their documentation says.
        Holds(next, 0.85, 0.95);
        Holds(later, 0.80, 0.95);
    }

    private static int Holds(ForecastPoint point, double value) => value >= point.Low && value <= point.High ? 1 : 0;

    private static void Holds(int held, double low, double high)
    {
        double share = (double)held / Runs;
        double margin = Quantile * Math.Sqrt(share * (1 - share) / Runs);
        (share + margin).Should().BeGreaterThanOrEqualTo(low, "{0} of {1} hold", held, Runs);
        (share - margin).Should().BeLessThanOrEqualTo(high, "{0} of {1} hold", held, Runs);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
