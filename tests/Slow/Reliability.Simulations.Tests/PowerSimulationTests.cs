using Reliability.Statistics;

namespace Reliability.Simulations.Tests;

/// <summary>Planned tests, played out unit by unit: as many find the effect as the plan says.</summary>
public sealed class PowerSimulationTests
{
    private const int Runs = 5_000;

    private static readonly MetricBaseline Rate = MetricBaseline.Proportion(0.25);
    private static readonly EffectSize Effect = EffectSize.Absolute(0.1);

    [Theory]
    [InlineData(SampleSizeFormula.PooledNormal, 0.8, 1)]
    [InlineData(SampleSizeFormula.UnpooledNormal, 0.9, 1)]
    [InlineData(SampleSizeFormula.PooledNormal, 0.8, 0.5)]
    public void A_test_that_is_judged_once_has_its_power_within_two_points(SampleSizeFormula formula, double power, double ratio)
    {
        PowerAnalysis plan = SampleSize.Units(
            Rate,
            Effect,
            new TestDesign { Power = power, Formula = formula, TreatmentPerControl = ratio, Stopping = StoppingRule.FixedHorizon() });
        var random = new Random(20260412);
        int found = 0;
        for (int run = 0; run < Runs; run++)
        {
            double a = (double)Converted(random, plan.ControlUnits, 0.25) / plan.ControlUnits;
            double b = (double)Converted(random, plan.TreatmentUnits, 0.35) / plan.TreatmentUnits;
            double pooled = ((a * plan.ControlUnits) + (b * plan.TreatmentUnits)) / plan.TotalUnits;
            double variance = formula == SampleSizeFormula.PooledNormal
                ? pooled * (1 - pooled) * ((1.0 / plan.ControlUnits) + (1.0 / plan.TreatmentUnits))
                : (a * (1 - a) / plan.ControlUnits) + (b * (1 - b) / plan.TreatmentUnits);
            found += Math.Abs(b - a) > 1.959963984540054 * Math.Sqrt(variance) ? 1 : 0;
        }

        ((double)found / Runs).Should().BeInRange(plan.Power - 0.02, plan.Power + 0.02);
    }

    [Theory]
    [InlineData(SpendingFunction.OBrienFleming)]
    [InlineData(SpendingFunction.Pocock)]
    public void A_group_sequential_test_has_its_power_within_two_points_and_ends_early_on_average(SpendingFunction spending)
    {
        double[] fractions = [0.25, 0.5, 0.75, 1];
        var rule = StoppingRule.GroupSequential(looks: fractions, spending: spending);
        PowerAnalysis plan = SampleSize.Units(Rate, Effect, new TestDesign { Stopping = rule });
        IReadOnlyList<GroupSequentialLook> looks = GroupSequential.Boundaries(fractions, 0.05, spending);
        var (found, units) = Play(plan.ControlUnits, [.. fractions], (look, z, _) => Math.Abs(z) >= looks[look].Boundary);
        found.Should().BeInRange(plan.Power - 0.02, plan.Power + 0.02);
        units.Should().BeLessThan(0.9 * plan.ControlUnits);
    }

    [Fact]
    public void A_confidence_sequence_looked_at_often_has_at_least_its_power_and_at_its_end_alone_just_it()
    {
        PowerAnalysis plan = SampleSize.Units(Rate, Effect, new TestDesign { Stopping = StoppingRule.AlwaysValid(1000) });
        bool Leaves0Out(int look, double z, long units) => ConfidenceSequence.PValue(z, 1, units, 0.05, 1000) <= 0.05;
        Play(plan.ControlUnits, [1], Leaves0Out).Found.Should().BeInRange(plan.Power - 0.02, plan.Power + 0.02);
        Play(plan.ControlUnits, [.. Enumerable.Range(1, 20).Select(i => i / 20.0)], Leaves0Out).Found.Should().BeGreaterThan(plan.Power);
    }

    /// <summary>The share of runs that stop for an effect, and the mean units per arm at their ends.</summary>
    private static (double Found, double Units) Play(long planned, double[] fractions, Func<int, double, long, bool> stops)
    {
        var random = new Random(20260413);
        int found = 0;
        long spent = 0;
        for (int run = 0; run < Runs; run++)
        {
            long units = 0;
            (long a, long b) = (0, 0);
            for (int look = 0; look < fractions.Length; look++)
            {
                long more = (long)Math.Round(fractions[look] * planned) - units;
                units += more;
                a += Converted(random, more, 0.25);
                b += Converted(random, more, 0.35);
                (double p, double q) = ((double)a / units, (double)b / units);
                if (stops(look, (q - p) / Math.Sqrt(((p * (1 - p)) + (q * (1 - q))) / units), 2 * units))
                {
                    found++;
                    break;
                }
            }

            spent += units;
        }

        return ((double)found / Runs, (double)spent / Runs);
    }

    private static int Converted(Random random, long units, double rate)
    {
        int converted = 0;
        for (long i = 0; i < units; i++)
        {
            converted += random.NextDouble() < rate ? 1 : 0;
        }

        return converted;
    }
}
