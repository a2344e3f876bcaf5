using CsCheck;
using Reliability.Statistics;

namespace Reliability.Core.Tests.Statistics;

/// <summary>The three functions of <see cref="SampleSize"/> are inverse to each other under every design; what it rejects.</summary>
public sealed class SampleSizeTests
{
    private static readonly TestDesign Once = new() { Stopping = StoppingRule.FixedHorizon() };

    private static readonly Gen<StoppingRule> Rules = Gen.OneOfConst(
        StoppingRule.FixedHorizon(),
        StoppingRule.AlwaysValid(),
        StoppingRule.AlwaysValid(100_000),
        StoppingRule.GroupSequential(looks: [0.5, 1]),
        StoppingRule.GroupSequential(looks: [0.2, 0.4, 0.6, 0.8, 1], spending: SpendingFunction.Pocock));

    private static readonly Gen<TestDesign> Designs = Gen.Select(
        Rules,
        Gen.OneOfConst(0.001, 0.01, 0.05, 0.1),
        Gen.OneOfConst(0.5, 0.8, 0.9, 0.99),
        Gen.Enum<TestHypothesis>(),
        Gen.OneOfConst(1.0, 0.5, 0.1, 3, 1.7)).Select(
        (rule, alpha, power, hypothesis, ratio) =>
            new TestDesign { Stopping = rule, Alpha = alpha, Power = power, Hypothesis = hypothesis, TreatmentPerControl = ratio });

    [Fact]
    public void The_units_of_a_proportion_reach_the_power_and_one_less_misses_it() =>
        Gen.Select(
            Designs,
            Gen.Double[0.01, 0.99],
            Gen.Double[0.02, 0.9],
            Gen.Bool,
            Gen.OneOfConst<SampleSizeFormula?>(
                null,
                SampleSizeFormula.UnpooledNormal,
                SampleSizeFormula.ArcSine,
                SampleSizeFormula.BaselineNormal))
            .Sample((design, baseline, share, up, formula) =>
            {
                bool fits = formula is null or SampleSizeFormula.UnpooledNormal
                    || (design.Hypothesis != TestHypothesis.NonInferiority
                        && (formula == SampleSizeFormula.ArcSine || design.Stopping is FixedHorizonRule));
                double effect = share * (up ? 1 - baseline : -baseline);
                RoundTrip(MetricBaseline.Proportion(baseline), effect, design with { Formula = fits ? formula : null });
            }, iter: 300);

    [Fact]
    public void The_units_of_a_mean_reach_the_power_and_one_less_misses_it() =>
        Gen.Select(Designs, Gen.Double[-2, 2], Gen.Double[-1, 2.5], Gen.Bool).Sample((design, effect, scale, normal) =>
        {
            double deviation = Math.Pow(10, scale);
            RoundTrip(
                MetricBaseline.Mean(deviation),
                (effect + Math.CopySign(0.02, effect)) * deviation,
                design with { Formula = normal ? SampleSizeFormula.Normal : null });
        }, iter: 300);

    [Fact]
    public void More_looks_need_more_units_and_any_time_most()
    {
        long Units(StoppingRule rule) =>
            SampleSize.Units(
                MetricBaseline.Proportion(0.1),
                EffectSize.Relative(0.1),
                new TestDesign { Stopping = rule, Formula = SampleSizeFormula.UnpooledNormal }).TotalUnits;

        long[] units =
        [
            Units(StoppingRule.FixedHorizon()),
            Units(StoppingRule.GroupSequential(looks: [0.5, 1])),
            Units(StoppingRule.GroupSequential(looks: [0.2, 0.4, 0.6, 0.8, 1])),
            Units(StoppingRule.GroupSequential(looks: [0.2, 0.4, 0.6, 0.8, 1], spending: SpendingFunction.Pocock)),
            Units(StoppingRule.AlwaysValid(60_000)),
            Units(StoppingRule.AlwaysValid()),
        ];
        units.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_plan_says_its_formula_and_how_it_is_judged()
    {
        MetricBaseline rate = MetricBaseline.Proportion(0.1);
        PowerAnalysis analysis = SampleSize.Units(rate, EffectSize.Relative(0.2));
        analysis.Formula.Should().Be(SampleSizeFormula.UnpooledNormal);
        analysis.Method.Should()
            .Be("UnpooledNormal, two-sided at 0.05, judged at any time by a confidence sequence tuned to 5000 units");
        analysis.AbsoluteEffect.Should().BeApproximately(0.02, 1e-15);
        analysis.RelativeEffect.Should().BeApproximately(0.2, 1e-15);
        analysis.Power.Should().BeGreaterThanOrEqualTo(0.8);
        analysis.TotalUnits.Should().Be(2 * analysis.ControlUnits);
        SampleSize.Units(rate, EffectSize.Absolute(0.02), Once).Method.Should().Be("PooledNormal, two-sided at 0.05, judged once");
        SampleSize.Units(rate, EffectSize.Absolute(-0.02), Once with { Hypothesis = TestHypothesis.NonInferiority }).Method
            .Should().Be("UnpooledNormal, non-inferiority, one-sided at 0.025, judged once");
        PowerAnalysis mean =
            SampleSize.Units(
                MetricBaseline.Mean(3),
                EffectSize.Absolute(1),
                Once with { Stopping = StoppingRule.GroupSequential(looks: [0.5, 1]), Hypothesis = TestHypothesis.OneSided });
        mean.Method.Should().Be("Normal, one-sided at 0.05, judged at 2 looks, group sequential with spending after O'Brien and Fleming");
        mean.RelativeEffect.Should().BeNull("the mean is not known");
    }

    [Fact]
    public void Sixteen_is_its_own_rule_with_a_bit_more_power_than_it_says()
    {
        TestDesign design = Once with { Formula = SampleSizeFormula.SimpleSixteen };
        MetricBaseline metric = MetricBaseline.Proportion(0.2);
        PowerAnalysis units = SampleSize.Units(metric, EffectSize.Absolute(0.01), design);
        units.ControlUnits.Should().Be(25_600);
        units.Power.Should().BeApproximately(0.8074, 5e-5, "Φ(√8 - 1.96)");
        SampleSize.MinEffect(metric, 25_600, 25_600, design)!.AbsoluteEffect.Should().BeApproximately(0.01, 1e-15);
    }

    [Fact]
    public void Where_no_rate_is_far_enough_there_is_no_least_effect()
    {
        MetricBaseline metric = MetricBaseline.Proportion(0.05);
        SampleSize.MinEffect(metric, 20, 20, Once, decrease: true).Should().BeNull("even a rate of 0 looks much like 5 % with 20 units");
        SampleSize.MinEffect(metric, 20, 20, Once)!.AbsoluteEffect.Should().BeInRange(0.3, 0.4);
        SampleSize.MinEffect(metric, 2_000, 2_000, Once, decrease: true)!.AbsoluteEffect.Should().BeInRange(-0.02, -0.015);
    }

    [Fact]
    public void The_t_test_is_the_normal_one_where_units_are_many()
    {
        var (metric, effect) = (MetricBaseline.Mean(1), EffectSize.Absolute(1e-6));
        long normal = SampleSize.Units(metric, effect, Once with { Formula = SampleSizeFormula.Normal }).ControlUnits;
        long student = SampleSize.Units(metric, effect, Once).ControlUnits;
        normal.Should().BeInRange(15_697_000_000_000, 15_698_000_000_000);
        student.Should().BeCloseTo(normal, 1_000);
    }

    [Fact]
    public void Numbers_at_the_ends_of_their_ranges_give_finite_results() =>
        Gen.Select(Designs, Gen.OneOfConst(1e-100, 1, 1e100), Gen.OneOfConst(1e-99, 1e-9, 1e99), Gen.OneOfConst(2L, 5, 1L << 51))
            .Sample((design, deviation, effect, units) =>
        {
            MetricBaseline metric = MetricBaseline.Mean(deviation, -1e-100);
            PowerAnalysis analysis = SampleSize.Power(metric, EffectSize.Absolute(effect), units, units, design);
            analysis.Power.Should().BeInRange(0, 1);
            double.IsFinite(analysis.RelativeEffect!.Value).Should().BeTrue("it is {0}", analysis.RelativeEffect);
            SampleSize.MinEffect(metric, units, units, design)?.Power.Should().BeInRange(design.Power, 1);
        }, iter: 200);

    [Fact]
    public void Bad_input_is_rejected_by_value_and_range()
    {
        var (rate, two) = (MetricBaseline.Proportion(0.1), EffectSize.Absolute(0.02));
        Reject(() => MetricBaseline.Proportion(1), "1 is not valid*1E-09 to 0.999999999*");
        Reject(() => MetricBaseline.Mean(0), "0 is not valid*1E-100 to 1E+100*");
        Reject(() => MetricBaseline.Mean(1, 0), "0 is not valid*1E-100 to 1E+100*");
        Reject(() => EffectSize.Absolute(0), "*not 0*");
        Reject(() => EffectSize.Relative(double.NaN), "*finite*NaN*");
        Reject(() => SampleSize.Units(rate, EffectSize.Absolute(0.9)), "1 is not valid*above 0 and below 1*");
        Reject(() => SampleSize.Units(rate, default), "*not be 0*");
        Reject(() => SampleSize.Units(MetricBaseline.Mean(1), EffectSize.Relative(0.1)), "*requires the mean*");
        Reject(() => SampleSize.Units(MetricBaseline.Mean(1), EffectSize.Absolute(1e-9)), "1E-09 is not valid*detectable*");
        Reject(() => SampleSize.Units(rate, two, new TestDesign { Alpha = 0.3 }), "0.3 is not valid*0.25*Alpha*");
        Reject(() => SampleSize.Units(rate, two, new TestDesign { Power = 1 }), "1 is not valid*0.999999*Power*");
        Reject(() => SampleSize.Units(rate, two, new TestDesign { Power = 0.05 }), "*above alpha, 0.05*");
        Reject(() => SampleSize.Units(rate, two, new TestDesign { TreatmentPerControl = 0 }), "0 is not valid*0.001 to 1000*");
        Reject(() => SampleSize.Units(rate, two, new TestDesign { Hypothesis = (TestHypothesis)9 }), "*named value*");
        Reject(() => SampleSize.Units(rate, two, Once with { Formula = SampleSizeFormula.StudentT }), "*StudentT is for means*");
        Reject(
            () => SampleSize.Units(MetricBaseline.Mean(1), two, Once with { Formula = SampleSizeFormula.ArcSine }),
            "*ArcSine is for proportions*");
        Reject(() => SampleSize.Units(rate, two, new TestDesign { Formula = SampleSizeFormula.PooledNormal }), "*judged once*");
        Reject(
            () => SampleSize.Units(rate, two, Once with { Formula = SampleSizeFormula.SimpleSixteen, Power = 0.9 }),
            "*SimpleSixteen requires*0.8*");
        Reject(() => SampleSize.Power(rate, two, 100, 101, Once with { Formula = SampleSizeFormula.SimpleSixteen }), "*two equal arms*");
        Reject(
            () =>
                SampleSize.Units(rate, two, Once with { Formula = SampleSizeFormula.ArcSine, Hypothesis = TestHypothesis.NonInferiority }),
            "*not support a margin*");
        Reject(() => SampleSize.Power(rate, two, 1, 100), "1 is not valid*2 to*");
        Reject(() => SampleSize.MinEffect(rate, 100, long.MaxValue), "*is not valid*2 to*");
        Reject(() => SampleSize.Units(rate, two, Once with { Stopping = StoppingRule.AlwaysValid(0) }), "*1 to*0*");
        Reject(
            () => SampleSize.Units(rate, two, Once with { Stopping = StoppingRule.GroupSequential(looks: [0.5, 0.9]) }),
            "*final units, 1; it is 0.9*");
        Reject(() => GroupSequential.Inflation([1], 0.5), "0.5 is not valid*0.25*");
    }

    private static void RoundTrip(MetricBaseline metric, double effect, TestDesign design)
    {
        PowerAnalysis plan = SampleSize.Units(metric, EffectSize.Absolute(effect), design);
        plan.Power.Should().BeGreaterThanOrEqualTo(design.Power);
        if (plan.ControlUnits > 2)
        {
            long less = plan.ControlUnits - 1;
            long treatment = Math.Max(2, (long)Math.Ceiling(Math.Round(less * design.TreatmentPerControl, 6)));
            SampleSize.Power(metric, EffectSize.Absolute(effect), less, treatment, design).Power.Should().BeLessThan(design.Power);
        }

        PowerAnalysis least = SampleSize.MinEffect(metric, plan.ControlUnits, plan.TreatmentUnits, design, decrease: effect < 0)!;
        Math.Abs(least.AbsoluteEffect).Should().BeLessThanOrEqualTo(Math.Abs(effect) * (1 + 1e-12));
        least.Power.Should().BeGreaterThanOrEqualTo(design.Power).And.BeApproximately(design.Power, 1e-9);
    }

    private static void Reject(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);
}
