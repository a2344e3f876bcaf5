using Reliability.Statistics;
using Reliability.Tests.Shared;

namespace Reliability.Simulations.Tests;

/// <summary>
/// The test for a weekly season at 0.01 on 4,000 series of 90 days. A bound is missed when the 99 % interval of the measured share excludes
/// it.
/// </summary>
public sealed class SeasonalitySimulationTests
{
    private const int Runs = 4_000;
    private const int Days = 90;

    [Theory]
    [InlineData("white", 0)]
    [InlineData("AR .5", 0.5)]
    [InlineData("AR .8", 0.8)]
    [InlineData("trend 10s", 0)]
    [InlineData("step 3s", 0)]
    [InlineData("random walk", 0)]
    public void A_series_without_a_season_is_seasonal_in_at_most_two_percent(string name, double correlation)
    {
        Func<int, double> level = name switch
        {
            "trend 10s" => i => 10.0 * i / (Days - 1),
            "step 3s" => i => i < Days / 2 ? 0 : 3,
            _ => _ => 0,
        };
        double share = Share(correlation, level, name == "random walk", _ => true);
        (share - ShiftScore.HalfInterval(share, Runs)).Should().BeLessThanOrEqualTo(0.02, $"the share is {share:0.0000}");
    }

    [Fact]
    public void Missing_days_make_no_season()
    {
        double share = Share(0.5, _ => 0, isWalk: false, random => random.NextDouble() < 0.8);
        (share - ShiftScore.HalfInterval(share, Runs)).Should().BeLessThanOrEqualTo(0.02, $"the share is {share:0.0000}");
    }

    [Theory]
    [InlineData("weekend", 0)]
    [InlineData("weekend on a trend", 5)]
    public void A_weekend_of_two_deviations_is_found_in_99_percent(string name, double rise)
    {
        double share = Share(0, i => (i % 7 >= 5 ? -2 : 0) + (rise * i / (Days - 1)), isWalk: false, _ => true);
        (share + ShiftScore.HalfInterval(share, Runs)).Should().BeGreaterThanOrEqualTo(0.99, $"the share is {share:0.0000} for {name}");
    }

    private static double Share(double correlation, Func<int, double> level, bool isWalk, Func<Random, bool> isKept)
    {
        int seasonal = 0;
        for (int run = 0; run < Runs; run++)
        {
            var random = new Random(20261130 + run);
            double[] noise = SeriesNoise.Autoregressive(random, Days, correlation);
            var positions = new List<int>(Days);
            var values = new List<double>(Days);
            double walk = 0;
            for (int i = 0; i < Days; i++)
            {
                walk = isWalk ? walk + noise[i] : noise[i];
                if (isKept(random))
                {
                    positions.Add(i);
                    values.Add(walk + level(i));
                }
            }

            seasonal += SeasonalityTest.Test([.. positions], [.. values], 7).IsSeasonal ? 1 : 0;
        }

        return (double)seasonal / Runs;
    }
}
