using CsCheck;
using Reliability.Statistics;
using Reliability.Statistics.Internal;

namespace Reliability.Core.Tests.Statistics;

/// <summary>What looking a hundred times does to each way of judging, on the same tests without an effect.</summary>
public sealed class PeekingTests
{
    private const int Tests = 2_000;
    private const int Looks = 100;
    private const int UnitsPerLook = 100;

    [Fact]
    public void Looking_a_hundred_times_keeps_the_risk_of_a_confidence_sequence_and_breaks_every_other_rule()
    {
        var random = new Random(20260301);
        int sequence = 0;
        int plain = 0;
        int ahead = 0;
        for (int test = 0; test < Tests; test++)
        {
            double sum = 0;
            (bool bySequence, bool byPlain, bool byAhead) = (false, false, false);
            for (int look = 1; look <= Looks; look++)
            {
                // The difference of two means of units with variance 1, half of them in each arm.
                sum += Normal(random) * Math.Sqrt(UnitsPerLook);
                long units = look * UnitsPerLook;
                double estimate = 2 * sum / units;
                double error = 2 / Math.Sqrt(units);
                bySequence |= ConfidenceSequence.PValue(estimate, error, units, 0.05) <= 0.05;
                byPlain |= 2 * DistributionFunctions.NormalSurvival(Math.Abs(estimate / error)) <= 0.05;
                byAhead |= estimate != 0;
            }

            sequence += bySequence ? 1 : 0;
            plain += byPlain ? 1 : 0;
            ahead += byAhead ? 1 : 0;
        }

        ((double)sequence / Tests).Should().BeLessThanOrEqualTo(0.05);
        ((double)plain / Tests).Should().BeInRange(0.33, 0.43, "the theory says 0.38 for a hundred looks");
        ahead.Should().Be(Tests, "whoever is ahead always wins");
    }

    [Fact]
    public void Sample_ratio_alarms_come_as_often_as_they_say_and_peeking_adds_none_to_the_sequential_test()
    {
        const double Threshold = 0.01;
        var random = new Random(7);
        int once = 0;
        int sequential = 0;
        for (int test = 0; test < 4_000; test++)
        {
            long first = 0;
            bool alarmed = false;
            for (int look = 1; look <= 50; look++)
            {
                first += Half(random);
                alarmed |= SampleRatio.Sequential([first, (look * 64) - first], [1, 1], Threshold).IsMismatch;
            }

            once += SampleRatio.Fixed([first, (50 * 64) - first], [1, 1], Threshold).IsMismatch ? 1 : 0;
            sequential += alarmed ? 1 : 0;
        }

        // 40 are expected, with a standard deviation of 6.3.
        once.Should().BeInRange(15, 65);
        sequential.Should().BeLessThanOrEqualTo(40 + 19);
    }

    [Fact]
    public void The_p_value_and_the_interval_never_contradict_each_other() =>
        Gen.Select(Gen.Double[-10, 10], Gen.Double[1e-6, 10], Gen.Long[1, 1L << 40], Gen.Double[1e-6, 0.5])
            .Sample((estimate, error, units, alpha) =>
        {
            ConfidenceInterval interval = ConfidenceSequence.Interval(estimate, error, units, alpha);
            bool leavesOut = interval.Lower > 0 || interval.Upper < 0;
            return leavesOut == (ConfidenceSequence.PValue(estimate, error, units, alpha) <= alpha);
        });

    [Fact]
    public void Adjusted_p_values_keep_the_order_and_never_fall() =>
        Gen.Double[0, 1].Array[0, 30].Sample(p =>
        {
            IReadOnlyList<double> holm = MultipleComparisons.Holm(p);
            IReadOnlyList<double> bh = MultipleComparisons.BenjaminiHochberg(p);
            return Enumerable.Range(0, p.Length).All(i => holm[i] >= bh[i] && bh[i] >= p[i] && holm[i] <= 1
                && Enumerable.Range(0, p.Length).All(j => p[i] > p[j] || (holm[i] <= holm[j] && bh[i] <= bh[j])));
        });

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static int Half(Random random) => System.Numerics.BitOperations.PopCount((ulong)random.NextInt64(long.MinValue, long.MaxValue));
}
