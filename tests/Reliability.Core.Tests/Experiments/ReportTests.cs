using System.Globalization;
using System.Text.Json;
using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;
using static Reliability.Tests.Shared.SampleReports;

namespace Reliability.Core.Tests.Experiments;

public sealed class ReportTests : IDisposable
{
    private readonly CountedShop _shop = new();

    private static ExperimentDefinition Button => CountedShop.Button;

    private static ExperimentMetric Errors =>
        ExperimentMetric.Guardrail("errors", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.01));

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_clear_effect_wins_and_says_why()
    {
        Experiment running = await _shop.RunningAsync(Button);
        await CountAsync(5000, blue: 500, green: 750);

        ExperimentReport report = await _shop.Catalog.AnalyzeAsync(running);

        report.Verdict.Should().Be(Verdict.Winner);
        report.Winner.Should().Be("green");
        report.Arms.Should().Equal(new ArmReport { Variant = "blue", Units = 5000 }, new ArmReport
        {
            Variant = "green",
            Units = 5000,
            Verdict = Verdict.Winner,
        });
        EffectReport effect = report.Metrics.Single().Effects.Single();
        effect.Comparison.Method.Should().Be(ComparisonMethod.UnpooledZ);
        effect.Comparison.Lift.Should().BeApproximately(0.5, 1e-12);
        effect.ChanceToWin.Should().BeGreaterThan(0.999999);
        effect.ExpectedLoss.Should().BeInRange(0, 1e-6);
        report.Reasons[0].Should().StartWith("'green' is better in 'bought': lift 50.0 %, 95.0 % from ");
        report.SampleRatio!.IsMismatch.Should().BeFalse();
        report.SampleRatio.Method.Should().Be(SampleRatioMethod.Sequential);
    }

    [Theory]
    [InlineData(500, 330, Verdict.Loser)]
    [InlineData(500, 520, Verdict.Inconclusive)]
    [InlineData(0, 0, Verdict.Inconclusive)]
    public async Task Worse_loses_and_too_little_says_nothing(int blue, int green, Verdict expected)
    {
        Experiment running = await _shop.RunningAsync(Button);
        await CountAsync(5000, blue, green);

        ExperimentReport report = await _shop.Catalog.AnalyzeAsync(running);

        report.Verdict.Should().Be(expected);
        report.Winner.Should().BeNull();
    }

    [Fact]
    public void A_difference_that_is_smaller_than_what_matters_is_no_difference_however_sure_it_is()
    {
        Experiment running = Of(Button);
        ExperimentReport report =
            ExperimentAnalysis.Analyze(running, Evidence(("blue", 4_000_000, 400_000), ("green", 4_000_000, 404_000)));

        report.Verdict.Should().Be(Verdict.NoDifference);
        report.Metrics[0].Effects[0].Comparison.IsSignificant.Should().BeTrue();
        report.Metrics[0].Effects[0].Outcome.Should().Be(EffectOutcome.Equivalent);
    }

    [Fact]
    public void A_broken_ratio_and_too_many_crossed_units_make_it_invalid()
    {
        ExperimentReport ratio = ExperimentAnalysis.Analyze(Of(Button), Evidence(("blue", 5000, 500), ("green", 5600, 800)));
        ratio.Verdict.Should().Be(Verdict.Invalid);
        ratio.Reasons[0].Should().StartWith("sample ratio mismatch: p = ");

        ExperimentEvidence crossed = Evidence(("blue", 5000, 500), ("green", 5000, 800));
        ExperimentReport two = ExperimentAnalysis.Analyze(Of(Button), crossed with { Sums = crossed.Sums with { Crossed = 102 } });
        two.Verdict.Should().Be(Verdict.Invalid);
        two.Reasons[0].Should().Be("102 of 10102 units were seen in two arms, more than 1.0 % of them");
        ExperimentAnalysis.Analyze(Of(Button), crossed with { Sums = crossed.Sums with { Crossed = 101 } }).Verdict
            .Should()
            .Be(Verdict.Winner);
    }

    [Fact]
    public void An_arm_that_takes_nobody_is_no_degree_of_freedom()
    {
        ExperimentDefinition three = Button with
        {
            Variants = [new("blue", 1), new("green", 1), new("red", 0)],
            Design = new() { Stopping = StoppingRule.FixedHorizon(1000) },
        };

        ExperimentReport report =
            ExperimentAnalysis.Analyze(Of(three), Evidence(("blue", 500, 100), ("green", 600, 120)) with { Looks = [1] });

        report.SampleRatio!.PValue.Should().BeApproximately(0.0025688315, 1e-10, "chi-square of (500, 600) with one degree of freedom");
    }

    [Fact]
    public void A_guardrail_is_kept_open_or_broken_by_where_its_interval_lies_of_the_margin()
    {
        ExperimentDefinition guarded = Button with { Metrics = [.. Button.Metrics, Errors] };

        Status(guarded, 200, 190).Should().Be((GuardrailStatus.Kept, Verdict.Winner));
        Status(guarded, 200, 240).Should().Be((GuardrailStatus.Open, Verdict.Winner));
        Status(guarded, 200, 700).Should().Be((GuardrailStatus.Broken, Verdict.Loser));
        Status(guarded, 0, 0).Should().Be((GuardrailStatus.Kept, Verdict.Winner), "no failure among many units is evidence too");

        ExperimentDefinition relative = Button with
        {
            Metrics =
            [
                .. Button.Metrics,
                ExperimentMetric.Guardrail("errors", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Relative(0.5)),
            ],
        };
        Status(relative, 200, 190).Should().Be((GuardrailStatus.Kept, Verdict.Winner));
        Status(relative, 200, 450).Should().Be((GuardrailStatus.Broken, Verdict.Loser));
        Status(relative, 0, 0).Should().Be((GuardrailStatus.Open, Verdict.Winner), "a share of nothing is nothing");
    }

    [Fact]
    public void Several_arms_share_the_risk_and_p_value_interval_and_part_of_the_risk_agree()
    {
        ExperimentDefinition four = Button with
        {
            Variants = [new("a", 1), new("b", 1), new("c", 1), new("d", 1)],
            Design = new() { Stopping = StoppingRule.FixedHorizon(40_000) },
        };
        ExperimentEvidence evidence =
            Evidence(("a", 10_000, 1000), ("b", 10_000, 1110), ("c", 10_000, 1085), ("d", 10_000, 1000)) with { Looks = [1] };

        ExperimentReport holm = ExperimentAnalysis.Analyze(Of(four), evidence);
        ExperimentReport none =
            ExperimentAnalysis.Analyze(Of(four with { Design = four.Design with { PrimaryCorrection = CorrectionMethod.None } }), evidence);

        holm.Metrics[0].Effects.Select(e => (e.Variant, Math.Round(e.Comparison.Alpha, 6), e.Comparison.IsSignificant)).Should().Equal(
            ("b", 0.016667, true), ("c", 0.025, false), ("d", 0.025, false));
        holm.Winner.Should().Be("b");
        none.Metrics[0].Effects.Select(e => e.Comparison.IsSignificant).Should().Equal(true, true, false);
        double[] p = [.. none.Metrics[0].Effects.Select(e => e.Comparison.PValue)];
        MultipleComparisons.Holm(p).Select(adjusted => adjusted <= 0.05).Should().Equal(true, false, false);
        foreach (EffectReport effect in holm.Metrics[0].Effects)
        {
            effect.Comparison.DifferenceInterval.Contains(0).Should().Be(!effect.Comparison.IsSignificant);
        }
    }

    [Fact]
    public async Task A_design_with_planned_units_looks_only_when_a_look_is_due_and_keeps_what_it_saw()
    {
        Experiment running = await _shop.RunningAsync(
            Button with { Design = new() { Stopping = StoppingRule.GroupSequential(10_000, [0.5, 1]) } });
        await CountAsync(1000, blue: 100, green: 200);
        ExperimentReport early = await _shop.Catalog.AnalyzeAsync(running);
        early.Verdict.Should().Be(Verdict.Inconclusive);
        early.Reasons[0].Should().Be("the first look comes at 5000 units of 10000; 2000 are in");
        early.Metrics[0].Effects.Should().BeEmpty("what nobody sees, nobody can stop at");

        await CountAsync(1600, blue: 160, green: 230, first: 1000);
        ExperimentReport look = await _shop.Catalog.AnalyzeAsync(running);
        look.Looks.Should().Be(1);
        look.At.Should().Be(_shop.Clock.GetUtcNow());
        double boundary = GroupSequential.Boundaries([0.52], 0.05)[0].NominalPValue;
        look.Metrics[0].Effects[0].Comparison.Alpha.Should().BeApproximately(boundary, 1e-12);

        _shop.Clock.Advance(TimeSpan.FromHours(1));
        await CountAsync(400, blue: 200, green: 0, first: 2600);
        ExperimentReport between = await _shop.Catalog.AnalyzeAsync(running);
        JsonSerializer.Serialize(between).Should().Be(JsonSerializer.Serialize(look), "nothing new counts before the next look is due");

        await CountAsync(2000, blue: 200, green: 200, first: 3000);
        ExperimentReport last = await _shop.Catalog.AnalyzeAsync(running);
        last.Looks.Should().Be(2);
        last.At.Should().Be(_shop.Clock.GetUtcNow());
        last.Arms.Sum(a => a.Units).Should().Be(10_000);

        await CountAsync(2000, blue: 2000, green: 0, first: 5000);
        (await _shop.Catalog.AnalyzeAsync(running)).Arms.Sum(a => a.Units).Should().Be(10_000, "after the last look there is none");
    }

    [Fact]
    public async Task Changed_shares_are_checked_for_each_time_and_said()
    {
        Experiment running = await _shop.RunningAsync(Button);
        await CountAsync(3000, blue: 300, green: 450);
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        Experiment edited =
            (await _shop.Catalog.EditAsync(
                running,
                Button with { Variants = [new("blue", 1), new("green", 3)] },
                new() { By = "ada", Reason = "ramp" })).Current;
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        await _shop.ArmAsync("blue", 3000, 1000, 100);
        await _shop.ArmAsync("green", 3000, 3000, 450);

        ExperimentReport report = await _shop.Catalog.AnalyzeAsync(edited);

        report.Verdict.Should().Be(Verdict.Winner);
        report.SampleRatio!.Expected.Should().Equal(4000, 6000);
        report.SampleRatio.IsMismatch.Should().BeFalse("each time kept its own shares, though all units together are neither 1:1 nor 1:3");
        report.Reasons.Should().Contain(r => r.StartsWith("shares changed after the start", StringComparison.Ordinal));
        ExperimentAnalysis.Analyze(edited, Evidence(("blue", 4000, 400), ("green", 6000, 900))).Reasons[0]
            .Should()
            .StartWith("the shares changed after the start, and the evidence does not say");
    }

    [Fact]
    public void Without_a_primary_metric_or_with_a_metric_of_another_kind_there_is_no_verdict()
    {
        ExperimentAnalysis.Analyze(Of(Button with { Metrics = [] }), Evidence(("blue", 5000, 1), ("green", 5000, 1))).Reasons
            .Should()
            .Equal("there is no primary metric to decide by");

        ExperimentEvidence sums = Evidence(("blue", 5000, 500), ("green", 5000, 900));
        ExperimentEvidence values = sums with
        {
            Sums = sums.Sums with
            {
                Arms = [.. sums.Sums.Arms.Select(a => a with { Metrics = [new MetricSums
            {
                Metric = "bought",
                Units = 100,
                X = 50.5,
                XX = 900,
                Y = 0,
                YY = 0,
                XY = 0,
            }] })]
            },
        };
        ExperimentReport report = ExperimentAnalysis.Analyze(Of(Button), values);
        report.Verdict.Should().Be(Verdict.Inconclusive);
        report.Metrics[0].Effects[0].Comparison.Reason
            .Should()
            .Be("'bought' was recorded with values; a proportion is recorded by Convert alone");
    }

    [Fact]
    public void An_arm_that_was_taken_out_is_named_and_in_no_comparison()
    {
        ExperimentReport report =
            ExperimentAnalysis.Analyze(Of(Button), Evidence(("blue", 5000, 500), ("green", 5000, 800), ("red", 70, 7)));

        report.Arms.Should().HaveCount(2);
        report.Reasons.Should().Contain("'red' was taken out of the experiment; its 70 units are in no comparison");
    }

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void A_report_is_the_same_in_every_culture(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        ExperimentReport report = ExperimentAnalysis.Analyze(Of(Button), Evidence(("blue", 5000, 500), ("green", 5000, 750)));

        report.Reasons.Should().Equal(
            "'green' is better in 'bought': lift 50.0 %, 95.0 % from 27.4 % to 77.8 %, p = 7.47E-12 held against 0.05 (UnpooledZ: "
                + "intervals hold at every look)");
    }

    private static (GuardrailStatus?, Verdict) Status(ExperimentDefinition definition, long blue, long green)
    {
        ExperimentEvidence evidence = Evidence(("blue", 10_000, 1000), ("green", 10_000, 1500));
        ArmSummary[] arms =
        [
            evidence.Sums.Arms[0] with { Metrics = [.. evidence.Sums.Arms[0].Metrics, new MetricSums
            {
                Metric = "errors",
                Units = blue,
                X = blue,
                XX = blue,
                Y = 0,
                YY = 0,
                XY = 0,
            }] },
            evidence.Sums.Arms[1] with { Metrics = [.. evidence.Sums.Arms[1].Metrics, new MetricSums
            {
                Metric = "errors",
                Units = green,
                X = green,
                XX = green,
                Y = 0,
                YY = 0,
                XY = 0,
            }] },
        ];
        ExperimentReport report = ExperimentAnalysis.Analyze(Of(definition), evidence with
        {
            Sums = new EnrollmentSummary
            {
                Arms = arms,
                Crossed = 0,
            }
        });
        return (report.Metrics[1].Effects[0].Guardrail, report.Verdict);
    }

    private async Task CountAsync(
        int perArm,
        int blue,
        int green,
        int first = 0) => await _shop.ArmsAsync(first, ("blue", perArm, blue), ("green", perArm, green));
}
