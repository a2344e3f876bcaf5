using CsCheck;
using Reliability.Statistics;

namespace Reliability.Core.Tests.Statistics;

public sealed class TwoSampleTests
{
    private static readonly ComparisonMethod?[] Methods =
        [null, ComparisonMethod.FisherExact, ComparisonMethod.PooledZ, ComparisonMethod.UnpooledZ, ComparisonMethod.Newcombe];

    private static readonly Gen<Proportion> GenArm =
        from units in Gen.OneOf(Gen.Long[1, 60], Gen.Long[1, 3000], Gen.Long[1, 2_000_000])
        from share in Gen.OneOf(Gen.Double[0, 1], Gen.Double[0, 0.02], Gen.Const(0d), Gen.Const(1d))
        select new Proportion((long)(share * units), units);

    private static readonly Gen<(double Alpha, StoppingRule Stopping)> GenRule = Gen.Select(
        Gen.OneOfConst(0.05, 0.01, 0.001, 0.2),
        Gen.OneOfConst(StoppingRule.AlwaysValid(), StoppingRule.FixedHorizon()));

    [Fact]
    public void P_value_and_intervals_of_proportions_never_contradict_each_other() =>
        Gen.Select(GenArm, GenArm, GenRule, Gen.OneOfConst(Methods)).Sample(
        (control, treatment, rule, method) =>
        {
            Comparison found = TwoSample.Proportions(
                control,
                treatment,
                rule.Alpha,
                rule.Stopping,
                rule.Stopping is AlwaysValidRule ? null : method);
            AssertAgrees(found);
            found.DifferenceInterval.Lower.Should().BeGreaterThanOrEqualTo(-1);
            found.DifferenceInterval.Upper.Should().BeLessThanOrEqualTo(1);
            found.DifferenceInterval.Contains(found.Difference).Should().BeTrue();
            (found.LiftInterval.Lower ?? -1).Should().BeGreaterThanOrEqualTo(-1);
            if (found.Lift is { } lift)
            {
                Within(found.LiftInterval, lift).Should().BeTrue($"{found}");
            }
        },
        iter: 20_000);

    [Fact]
    public void P_value_and_intervals_of_means_and_ratios_never_contradict_each_other() =>
        Gen.Select(GenSample(), GenSample(), GenRule, Gen.Int[0, 2]).Sample(
        (control, treatment, rule, kind) =>
        {
            Comparison found = kind switch
            {
                0 => TwoSample.Means(control, treatment, rule.Alpha, rule.Stopping),
                1 => TwoSample.Ratios(control, treatment, rule.Alpha, rule.Stopping),
                _ => TwoSample.CovariateAdjustedMeans(control, treatment, rule.Alpha, rule.Stopping),
            };
            AssertAgrees(found);
            if (found is { Lift: { } lift, Method: not ComparisonMethod.NotEnoughData })
            {
                Within(found.LiftInterval, lift).Should().BeTrue($"{found}");
            }
        },
        iter: 20_000);

    [Fact]
    public void Swapping_the_arms_turns_the_difference_around() => Gen.Select(GenArm, GenArm, Gen.OneOfConst(Methods)).Sample(
        (a, b, method) =>
        {
            Comparison there = TwoSample.Proportions(a, b, method: method);
            Comparison back = TwoSample.Proportions(b, a, method: method);
            back.PValue.Should().BeApproximately(there.PValue, 1e-9 * there.PValue);
            back.Difference.Should().Be(-there.Difference);
            back.DifferenceInterval.Lower!.Value.Should().BeApproximately(-there.DifferenceInterval.Upper!.Value, 1e-9);
            back.DifferenceInterval.Upper!.Value.Should().BeApproximately(-there.DifferenceInterval.Lower!.Value, 1e-9);
        },
        iter: 5_000);

    [Fact]
    public void The_method_is_chosen_by_the_data_and_says_why()
    {
        Comparison rare = TwoSample.Proportions(new Proportion(1, 5000), new Proportion(4, 5000));
        rare.Method.Should().Be(ComparisonMethod.FisherExact);
        rare.Reason.Should().Be("a cell has 2.5 expected units, fewer than 5");

        Comparison few = TwoSample.Proportions(new Proportion(100, 400), new Proportion(120, 400));
        few.Method.Should().Be(ComparisonMethod.FisherExact);
        few.Reason.Should().Be("800 units, fewer than 1000: the exact test is fast");

        Comparison many = TwoSample.Proportions(new Proportion(1000, 10_000), new Proportion(1100, 10_000));
        many.Method.Should().Be(ComparisonMethod.PooledZ);
        many.Reason.Should().Be("20000 units, the smallest cell has 1050 expected units");

        Comparison looks = TwoSample.Proportions(
            new Proportion(1000, 10_000),
            new Proportion(1100, 10_000),
            stopping: StoppingRule.AlwaysValid());
        looks.Method.Should().Be(ComparisonMethod.UnpooledZ);
        looks.Reason.Should().Be("intervals hold at every look");
        looks.IsSignificant.Should().BeFalse("a look that counts costs more than one that was fixed before, where p is .02");

        Comparison early = TwoSample.Proportions(
            new Proportion(29, 10_000),
            new Proportion(130, 10_000),
            stopping: StoppingRule.AlwaysValid());
        early.Method.Should().Be(ComparisonMethod.MixtureSequence);
        early.Reason.Should().Be("exact at every look: an arm has 29 successes or failures, fewer than 30");
        early.IsSignificant.Should().BeTrue("29 and 130 of 10,000 are far apart");
    }

    [Fact]
    public void A_lift_says_no_more_and_no_less_than_the_difference()
    {
        // Where the usual delta method for the lift calls "not significant" what the test of the difference calls p = .02: Fieller does
        // not.
        var control = SampleSums.Of(Enumerable.Range(0, 400).Select(i => i % 10 == 0 ? 10d : 0.2));
        var treatment = SampleSums.Of(Enumerable.Range(0, 400).Select(i => i % 7 == 0 ? 12d : 0.3));

        Comparison found = TwoSample.Means(control, treatment);

        found.PValue.Should().BeInRange(0.001, 0.02);
        found.LiftInterval.Lower.Should().BeGreaterThan(0);
        found.DifferenceInterval.Lower.Should().BeGreaterThan(0);
    }

    [Fact]
    public void What_cannot_be_compared_is_no_evidence_and_no_exception()
    {
        foreach (Comparison found in (Comparison[])
        [
            TwoSample.Means(SampleSums.Of([5d]), SampleSums.Of([6d, 7d])),
            TwoSample.Means(SampleSums.Of([5d, 5d, 5d]), SampleSums.Of([6d, 6d])),
            TwoSample.Means(default, SampleSums.Of([6d, 7d])),
            TwoSample.Ratios(SampleSums.Of([(1d, 0d), (2d, 0d)]), SampleSums.Of([(1d, 1d), (2d, 1d)])),
            TwoSample.Means(SampleSums.Of([1d, 2d]), SampleSums.Of([3d, 4d]), stopping: StoppingRule.AlwaysValid()),
        ])
        {
            found.Method.Should().Be(ComparisonMethod.NotEnoughData);
            found.PValue.Should().Be(1);
            found.IsSignificant.Should().BeFalse();
            found.DifferenceInterval.Should().Be(new ConfidenceInterval(null, null, 0.95));
            found.Reason.Should().NotBeEmpty();
        }
    }

    [Fact]
    public void Bad_input_is_rejected_by_value_and_range()
    {
        Reject(() => _ = new Proportion(5, 4), "5 is not valid*0 to 4*");
        Reject(() => _ = new Proportion(0, 0), "0 is not valid*1 to*");
        Reject(() => TwoSample.Proportions(default, new Proportion(1, 2)), "0 is not valid*1 to*");
        Reject(
            () => TwoSample.Proportions(new Proportion(1, 2), new Proportion(1, 2), method: ComparisonMethod.Welch),
            "*Welch is for other metrics*");
        Reject(
            () =>
                TwoSample.Proportions(
                    new Proportion(1, 2),
                    new Proportion(1, 2),
                    stopping: StoppingRule.AlwaysValid(),
                    method: ComparisonMethod.FisherExact),
            "*FisherExact is valid for one look*");
        Reject(
            () => TwoSample.Means(new SampleSums { Units = 3, X = double.NaN, XX = 1 }, new SampleSums { Units = 3, X = 1, XX = 1 }),
            "*finite*NaN*");
        Reject(() => SampleSums.Of([1, double.PositiveInfinity]), "*finite*");
        Reject(() => TwoSample.Proportions(new Proportion(1, 2), new Proportion(1, 2), alpha: 0), "0 is not valid*above 0 and below 1*");
        Reject(() => Under(StoppingRule.AlwaysValid(0)), "*tuning size must be from 1 to 1e15; it is 0*");
        Reject(() => Under(new AlwaysValidRule { TuningAlpha = 1 }), "*tuning alpha must be above 0 and below 1; it is 1*");
        Reject(() => Under(StoppingRule.GroupSequential()), "*requires AlwaysValidRule or FixedHorizonRule*NominalPValue*");

        static Comparison Under(StoppingRule stopping) =>
            TwoSample.Means(SampleSums.Of([1d, 2d]), SampleSums.Of([3d, 4d]), stopping: stopping);
    }

    /// <summary>The parts of one alpha are tuned alike, so that the interval of a smaller part is wider at every number of units.</summary>
    [Fact]
    public void A_part_of_the_alpha_is_evaluated_by_the_sequence_that_is_tuned_for_the_whole()
    {
        Comparison Of(double alpha, double? tuning) => TwoSample.Proportions(
            new Proportion(1000, 10_000),
            new Proportion(1100, 10_000),
            alpha,
            new AlwaysValidRule { TuningAlpha = tuning });

        Of(0.01, 0.05).PValue.Should().Be(Of(0.05, null).PValue, "the p-value of one sequence does not depend on the part");
        Of(0.01, 0.05).DifferenceInterval.Should().NotBe(Of(0.01, null).DifferenceInterval);
        Of(0.05, 0.05).DifferenceInterval.Should().Be(Of(0.05, null).DifferenceInterval, "the default is the alpha of the test");
    }

    private static void Reject(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);

    private static void AssertAgrees(Comparison found)
    {
        found.PValue.Should().BeInRange(0, 1);
        found.DifferenceInterval.Contains(0).Should().Be(!found.IsSignificant, $"{found}");
        if (found.LiftInterval is not { Lower: null, Upper: null })
        {
            found.LiftInterval.Contains(0).Should().Be(!found.IsSignificant, $"{found}");
        }
    }

    private static bool Within(ConfidenceInterval interval, double value)
    {
        double slack = 1e-9 * Math.Max(1, Math.Abs(value));
        return !(value + slack < interval.Lower) && !(value - slack > interval.Upper);
    }

    private static Gen<SampleSums> GenSample() =>
        from shift in Gen.Double[-3, 30]
        from slope in Gen.Double[-2, 2]
        from pairs in Gen.Select(Gen.Double[0, 10], Gen.Double[0, 5]).Array[1, 60]
        select SampleSums.Of(pairs.Select(p => (shift + p.Item1 + (slope * p.Item2), p.Item2 + 0.1)));
}
