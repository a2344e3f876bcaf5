using Reliability.Statistics;

namespace Reliability.Simulations.Tests;

/// <summary>
/// False trends and power of the corrected Mann-Kendall test at an alpha of 0.05, with 90 values of unit standard deviation. A bound is
/// missed when the 99 % interval of the share excludes it.
/// </summary>
public sealed class TrendSimulationTests
{
    private const int Series = 4_000;
    private const int Count = 90;
    private const double Alpha = 0.05;
    private const double Z99 = 2.5758293035489;

    [Theory]
    [InlineData("white", 0.06)]
    [InlineData("t3", 0.06)]
    [InlineData("lognormal", 0.06)]
    [InlineData("AR .3", 0.07)]
    [InlineData("AR .5", 0.06)]
    [InlineData("AR .8", 0.11)]
    [InlineData("outlier", 0.06)]
    public void False_trends_are_as_rare_as_promised(string noise, double most)
    {
        double share = Share(noise, 0);

        (share - Margin(share)).Should().BeLessThanOrEqualTo(most, "{0} of the series of {1} have a trend", share, noise);
    }

    [Theory]
    [InlineData("AR .5", 2, 0.86)]
    [InlineData("white", 1, 0.74)]
    public void Trends_are_found_as_often_as_promised(string noise, double rise, double least)
    {
        double share = Share(noise, rise);

        (share + Margin(share)).Should().BeGreaterThanOrEqualTo(least, "{0} of the trends in {1} are found", share, noise);
    }

    private static double Margin(double share) => Z99 * Math.Sqrt(share * (1 - share) / Series);

    private static double Share(string noise, double rise)
    {
        var random = new Random(20260316);
        double[] y = new double[Count];
        int found = 0;
        for (int series = 0; series < Series; series++)
        {
            Fill(y, noise, random);
            for (int i = 0; i < Count; i++)
            {
                y[i] += 100 + (rise * i / (Count - 1));
            }

            found += MannKendall.Test(y, MannKendallCorrection.FirstOrder).PValue <= Alpha ? 1 : 0;
        }

        return (double)found / Series;
    }

    private static void Fill(double[] y, string noise, Random random)
    {
        double persistence = noise switch { "AR .3" => 0.3, "AR .5" => 0.5, "AR .8" => 0.8, _ => 0 };
        double before = Normal(random);
        for (int i = 0; i < y.Length; i++)
        {
            double value = noise switch
            {
                "t3" => Normal(random) / Math.Sqrt((Square(random) + Square(random) + Square(random)) / 3) / Math.Sqrt(3),
                "lognormal" => Math.Exp(Normal(random)),
                _ => (persistence * before) + (Math.Sqrt(1 - (persistence * persistence)) * Normal(random)),
            };
            before = value;
            y[i] = value;
        }

        if (noise == "outlier")
        {
            y[^1] += 10;
        }
    }

    private static double Square(Random random)
    {
        double value = Normal(random);
        return value * value;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
