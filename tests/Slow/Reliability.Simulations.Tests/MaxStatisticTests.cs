using Reliability.Statistics.Internal;
using Reliability.Tests.Shared;

namespace Reliability.Simulations.Tests;

/// <summary>
/// The generator of the table in MaxStatisticTable, and its check: for white series of a length, how much more often the largest t
/// statistic of all places exceeds a bound than a single one does. The table was made with 80 million points a length and seeds from
/// 20261130 on.
/// </summary>
public sealed class MaxStatisticTests
{
    private const int Minimum = 4;

    [Theory]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(90)]
    [InlineData(320)]
    public void The_probability_of_the_largest_statistic_is_the_simulated_one(int length)
    {
        int runs = Math.Min(200_000, 8_000_000 / length);
        (double[] change, double[] arc) = Simulate(length, runs, 20261130 + length);
        foreach (double level in (double[])[0.1, 0.05, 0.02, 0.01])
        {
            double half = 2.5758293035489 * Math.Sqrt(level / runs);
            double tolerance = half + (0.05 * level);
            ((double)change.Count(p => p < level) / runs).Should().BeApproximately(level, tolerance, "of changes at {0}", level);
            ((double)arc.Count(p => p < level) / runs).Should().BeApproximately(level, tolerance, "of arcs at {0}", level);
        }
    }

    [Fact]
    public void The_p_value_falls_as_the_statistic_rises_and_rises_with_the_length()
    {
        foreach (int length in (int[])[12, 17, 90, 500, 3_000, 100_000])
        {
            double[] byStatistic = [.. Enumerable.Range(10, 200).Select(i => MaxStatistic.ChangePValue(i / 10.0, length, Minimum))];
            byStatistic.Should().BeInDescendingOrder();
            byStatistic.Should().OnlyContain(p => p >= 0 && p <= 1);
            MaxStatistic.ArcPValue(5, length, Minimum).Should().BeLessThanOrEqualTo(1);
        }

        double[] byLength = [.. Enumerable.Range(0, 10).Select(i => MaxStatistic.ChangePValue(4, 320 << i, Minimum))];
        byLength.Should().BeInAscendingOrder();
    }

    /// <summary>Returns the p-values of the best change and of the best arc of each series.</summary>
    private static (double[] Change, double[] Arc) Simulate(int length, int runs, int seed)
    {
        var random = new Random(seed);
        var change = new double[runs];
        var arc = new double[runs];
        for (int run = 0; run < runs; run++)
        {
            var scan = new LevelScan(SeriesNoise.Autoregressive(random, length, 0));
            scan.Prepare(0, length);
            scan.FindChange(Minimum);
            scan.FindArc(Minimum);
            change[run] = MaxStatistic.ChangePValue(Statistic(scan, scan.ChangeSquares), length, Minimum);
            arc[run] = MaxStatistic.ArcPValue(Statistic(scan, scan.ArcSquares), length, Minimum);
        }

        return (change, arc);
    }

    private static double Statistic(LevelScan scan, double squares) =>
        Math.Sqrt(squares * (scan.Length - 2) / (scan.Total - squares));
}
