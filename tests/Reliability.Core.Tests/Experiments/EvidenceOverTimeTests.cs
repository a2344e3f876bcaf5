using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Experiments;

/// <summary>What happens to results when shares, arms, clocks and people change while they come in.</summary>
public sealed class EvidenceOverTimeTests : IDisposable
{
    private readonly CountedShop _shop = new();

    private static ExperimentDefinition Button => CountedShop.Button;

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Processes_that_learn_of_new_shares_a_little_later_do_not_break_the_sample_ratio()
    {
        Experiment running = await _shop.RunningAsync(Button with { Variants = [new("blue", 1), new("green", 1), new("red", 1)] });
        await _shop.ArmsAsync(0, ("blue", 2000, 200), ("green", 2000, 200), ("red", 2000, 200));
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        Experiment edited =
            (await _shop.Catalog.EditAsync(
                running,
                running.Definition with { Variants = [new("blue", 1), new("green", 8), new("red", 0)] },
                new() { By = "ada", Reason = "ramp" })).Current;

        // Ten seconds in which the old shares are still given, and a straggler an hour later.
        _shop.Clock.Advance(TimeSpan.FromSeconds(10));
        await _shop.ArmsAsync(2000, ("blue", 700, 70), ("green", 700, 70), ("red", 700, 70));
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        await _shop.ArmsAsync(3000, ("blue", 500, 50), ("green", 4000, 400), ("red", 2, 0));

        ExperimentReport report = await _shop.Catalog.AnalyzeAsync(edited);

        report.SampleRatio!.IsMismatch.Should().BeFalse($"p is {report.SampleRatio.PValue}");
        report.Verdict.Should().NotBe(Verdict.Invalid);

        // A split that is really broken is seen all the same.
        await _shop.ArmsAsync(8000, ("blue", 1000, 100), ("green", 1000, 100));
        (await _shop.Catalog.AnalyzeAsync(edited)).Verdict.Should().Be(Verdict.Invalid);
    }

    [Fact]
    public async Task Units_that_cross_after_a_change_are_in_no_arm_and_in_no_sample_ratio()
    {
        Experiment running = await _shop.RunningAsync(Button);
        await _shop.ArmsAsync(0, ("blue", 2000, 200), ("green", 2000, 200));
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        Experiment edited =
            (await _shop.Catalog.EditAsync(
                running,
                Button with { Variants = [new("blue", 1), new("green", 9)] },
                new() { By = "ada", Reason = "ramp" })).Current;
        await _shop.SendAsync(Enumerable.Range(0, 900).Select(i => new EnrollmentEntry
        {
            Kind = EnrollmentKind.Exposure,
            Unit = $"blue-{i}",
            Variant = "green",
            Value = 0,
            Second = 0,
            Time = _shop.Clock.GetUtcNow(),
        }));

        ExperimentReport report = await _shop.Catalog.AnalyzeAsync(edited);

        report.Crossed.Should().Be(900);
        report.Arms.Select(a => a.Units).Should().Equal(1100, 2000);
        report.SampleRatio!.IsMismatch.Should().BeTrue("the arm that shrank lost its returning units, and no others");
    }

    [Fact]
    public async Task A_change_after_the_last_look_does_not_touch_what_it_saw()
    {
        Experiment running = await _shop.RunningAsync(Button with { Design = new() { Stopping = StoppingRule.FixedHorizon(4000) } });
        await _shop.ArmsAsync(0, ("blue", 2000, 200), ("green", 2000, 300));
        (await _shop.Catalog.AnalyzeAsync(running)).Verdict.Should().Be(Verdict.Winner);
        _shop.Clock.Advance(TimeSpan.FromDays(1));

        Experiment edited =
            (await _shop.Catalog.EditAsync(
                running,
                running.Definition with { Variants = [new("blue", 1), new("green", 3)] },
                new() { By = "ada", Reason = "ramp the winner" })).Current;

        ExperimentReport report = await _shop.Catalog.AnalyzeAsync(edited);
        report.Verdict.Should().Be(Verdict.Winner);
        report.SampleRatio!.Expected.Should().Equal(2000, 2000);
        report.Reasons.Should().Contain("look 1, at 100 % of 4000 units; it was the last");
    }

    [Fact]
    public async Task Time_goes_on_after_the_last_look()
    {
        Experiment running = await _shop.RunningAsync(Button with { Design = new() { Stopping = StoppingRule.FixedHorizon(4000) } });
        await _shop.ArmsAsync(0, ("blue", 2000, 200), ("green", 2000, 300));
        _shop.Clock.Advance(TimeSpan.FromDays(3));
        ConcludeOutcome early = await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "green",
            By = "ada",
            Reason = "it wins",
        });
        early.Rejections.Should().Equal("it ran for 3 days of at least 7");
        early.IsStale.Should().BeFalse();

        _shop.Clock.Advance(TimeSpan.FromDays(5));

        (await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "green",
            By = "ada",
            Reason = "it wins",
        })).IsConcluded.Should().BeTrue();
        (await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "blue",
            By = "bob",
            Reason = "no",
        })).Should().BeEquivalentTo(new { IsStale = true, IsConcluded = false });
    }

    [Fact]
    public async Task A_look_a_hair_before_the_last_is_the_last()
    {
        Experiment running = await _shop.RunningAsync(Button with { Design = new() { Stopping = StoppingRule.GroupSequential(20_000) } });
        await _shop.ArmsAsync(0, ("blue", 9_999, 1000), ("green", 10_000, 1000));

        ExperimentReport report = await _shop.Catalog.AnalyzeAsync(running);

        report.Looks.Should().Be(1);
        report.Reasons.Should().Contain("look 1, at 100 % of 20000 units; it was the last");
    }

    [Fact]
    public void Taking_away_arms_that_lose_does_not_make_a_winner()
    {
        ExperimentVariant[] all = [.. Enumerable.Range(0, 10).Select(i => new ExperimentVariant($"v{i}", 1))];
        ExperimentDefinition ten = Button with { Variants = all, Design = new() { Stopping = StoppingRule.FixedHorizon(20_000) } };
        (string, long, long)[] counts = [.. Enumerable.Range(0, 10).Select(i => ($"v{i}", 2000L, i == 9 ? 248L : 200L))];
        ExperimentEvidence evidence = SampleReports.Evidence(counts) with { Looks = [1] };
        Experiment before = SampleReports.Of(ten);
        ExperimentReport whole = ExperimentAnalysis.Analyze(before, evidence);
        whole.Metrics[0].Effects[^1].Comparison.PValue.Should().BeInRange(0.006, 0.05);
        whole.Verdict.Should().Be(Verdict.Inconclusive);

        ExperimentDefinition two = ten with { Variants = [all[0], all[9]] };
        ExperimentReport rest = ExperimentAnalysis.Analyze(before with { Definition = two }, evidence);

        rest.Metrics[0].Effects.Single().Comparison.Alpha.Should().BeApproximately(0.05 / 9, 1e-15);
        rest.Verdict.Should().Be(Verdict.Inconclusive);
    }

    [Fact]
    public void Where_few_did_it_nobody_claims_to_know_what_could_be_found()
    {
        ExperimentReport report =
            ExperimentAnalysis.Analyze(SampleReports.Of(Button), SampleReports.Evidence(("blue", 10_000, 9_980), ("green", 10_000, 9_980)));

        report.Metrics[0].Effects[0].MinimumDetectableEffect.Should().BeNull();
    }

    [Fact]
    public void Values_beyond_all_numbers_spoil_one_metric_and_not_the_report()
    {
        ExperimentDefinition definition =
            Button with { Metrics = [.. Button.Metrics, new ExperimentMetric { Name = "odd", Kind = MetricKind.Ratio }] };
        ExperimentEvidence evidence = SampleReports.Evidence(("blue", 1000, 100), ("green", 1000, 101));
        ArmSummary[] arms = [.. evidence.Sums.Arms.Select(a => a with { Metrics = [.. a.Metrics, new MetricSums
        {
            Metric = "odd",
            Units = 1,
            X = 1e90,
            XX = 1e180,
            Y = 1e-70,
            YY = 1e-140,
            XY = 1e20,
        }] })];

        ExperimentReport report = ExperimentAnalysis.Analyze(SampleReports.Of(definition), evidence with
        {
            Sums = new EnrollmentSummary
            {
                Arms = arms,
                Crossed = 0,
            }
        });

        report.Metrics[1].Effects[0].Comparison.Method.Should().Be(Reliability.Statistics.ComparisonMethod.NotEnoughData);
        report.Metrics[0].Effects[0].Comparison.PValue.Should().BeInRange(0, 1);
    }

    [Fact]
    public async Task A_person_who_resumes_has_overruled_the_automatic_rollback()
    {
        ExperimentMetric errors =
            ExperimentMetric.Guardrail("bought", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.01));
        Experiment running =
            await _shop.RunningAsync(Button with { Metrics = [errors], Design = new() { RollsBack = true } });
        await _shop.ArmsAsync(0, ("blue", 2000, 20), ("green", 2000, 400));
        Experiment rolled = (await _shop.Catalog.RollBackIfBrokenAsync(running))!.Current;
        Experiment resumed = (await _shop.Catalog.ResumeAsync(rolled, new() { By = "ada", Reason = "green is mended" })).Current;

        (await _shop.Catalog.RollBackIfBrokenAsync(resumed)).Should().BeNull("what was counted before stays in the sums, and she knows it");
    }

    [Fact]
    public async Task Nothing_measured_is_nothing_to_conclude_on()
    {
        Experiment running = await _shop.RunningAsync(Button with { Metrics = [] });
        _shop.Clock.Advance(TimeSpan.FromDays(8));

        (await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "blue",
            By = "ada",
            Reason = "done",
        })).Rejections.Should().Equal("there is no primary metric to decide by");
    }

    [Fact]
    public async Task Only_an_automatic_rollback_is_overruled_by_resuming()
    {
        ExperimentMetric errors =
            ExperimentMetric.Guardrail("bought", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.01));
        Experiment running =
            await _shop.RunningAsync(Button with { Metrics = [errors], Design = new() { RollsBack = true } });
        Experiment byHand =
            (await _shop.Catalog.RollBackAsync(running, new() { By = "automatic rollback", Reason = "another incident" })).Current;
        byHand.History[^1].IsAutomatic.Should().BeFalse();
        Experiment resumed = (await _shop.Catalog.ResumeAsync(byHand, new() { By = "ada", Reason = "it is over" })).Current;
        await _shop.ArmsAsync(0, ("blue", 2000, 20), ("green", 2000, 400));

        ExperimentUpdate? rolled = await _shop.Catalog.RollBackIfBrokenAsync(resumed);

        rolled!.Current.History[^1].IsAutomatic.Should().BeTrue();
        (await _shop.Catalog.GetAsync("button"))!.History[^1].IsAutomatic.Should().BeTrue();
    }

    [Fact]
    public async Task Time_in_which_it_is_paused_or_rolled_back_does_not_count()
    {
        Experiment experiment = await _shop.RunningAsync(Button);
        _shop.Clock.Advance(TimeSpan.FromDays(1));
        experiment = (await _shop.Catalog.RollBackAsync(experiment, new() { By = "ada", Reason = "incident" })).Current;
        _shop.Clock.Advance(TimeSpan.FromDays(10));
        experiment = (await _shop.Catalog.ResumeAsync(experiment, new() { By = "ada", Reason = "over" })).Current;
        _shop.Clock.Advance(TimeSpan.FromDays(2));
        experiment = (await _shop.Catalog.PauseAsync(experiment, new() { By = "ada", Reason = "freeze" })).Current;
        _shop.Clock.Advance(TimeSpan.FromDays(10));

        (await _shop.Catalog.AnalyzeAsync(experiment)).RunningFor.Should().Be(TimeSpan.FromDays(3));
    }

    [Fact]
    public void Every_period_has_its_part_of_the_risk_of_the_sample_ratio()
    {
        WeightedVariant[] halves = [new("blue", 1), new("green", 1)];
        SamplePeriod off = new() { From = CountedShop.Start, Variants = halves, Units = [1000, 1180] };
        SamplePeriod[] periods = [off, .. Enumerable.Range(0, 9).Select(i => new SamplePeriod
        {
            From = CountedShop.Start.AddHours(i + 1),
            Variants = halves,
            Units = [500, 500],
        })];
        ExperimentEvidence evidence = SampleReports.Evidence(("blue", 5500, 550), ("green", 5680, 550));

        double alone = ExperimentAnalysis.Analyze(SampleReports.Of(Button), evidence with { Periods = [off] }).SampleRatio!.PValue;
        double ten = ExperimentAnalysis.Analyze(SampleReports.Of(Button), evidence with { Periods = periods }).SampleRatio!.PValue;

        ten.Should().BeApproximately(10 * alone, 1e-12);
    }

    [Fact]
    public void The_smaller_of_two_arms_says_whether_there_are_enough()
    {
        ExperimentDefinition uneven = Button with { Variants = [new("blue", 100), new("green", 1)] };

        ExperimentReport report =
            ExperimentAnalysis.Analyze(SampleReports.Of(uneven), SampleReports.Evidence(("blue", 9900, 990), ("green", 99, 60)));

        report.Verdict.Should().Be(Verdict.Inconclusive);
        report.Reasons[0].Should().Be("'green' or the control has 99 units, fewer than 100");
    }

    [Fact]
    public async Task What_no_library_of_this_version_can_assign_can_still_be_judged_and_rolled_back()
    {
        ExperimentMetric errors =
            ExperimentMetric.Guardrail("bought", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.01));
        Experiment running =
            await _shop.RunningAsync(Button with { Metrics = [errors], Design = new() { RollsBack = true } });
        await _shop.ArmsAsync(0, ("blue", 2000, 20), ("green", 2000, 400));
        Experiment newer = running with { Definition = running.Definition with { Scheme = "rendezvous-9" } };

        (await _shop.Catalog.AnalyzeAsync(newer)).Metrics[0].Effects[0].Guardrail.Should().Be(GuardrailStatus.Broken);
        (await _shop.Catalog.RollBackIfBrokenAsync(newer))!.Current.State.Should().Be(ExperimentState.RolledBack);
    }

    [Fact]
    public void Sums_that_no_units_have_are_no_evidence()
    {
        // A unit booked 1e17 and crossed: taking it out again took the digits of all others along.
        ExperimentDefinition means =
            Button with { Metrics = [new ExperimentMetric { Name = "bought", Kind = MetricKind.Mean, Role = MetricRole.Primary }] };
        ExperimentEvidence evidence = SampleReports.Evidence(("blue", 1000, 100), ("green", 1000, 100));
        ArmSummary[] arms = [evidence.Sums.Arms[0], evidence.Sums.Arms[1] with { Metrics = [new MetricSums
        {
            Metric = "bought",
            Units = 100,
            X = 16,
            XX = 0,
            Y = 0,
            YY = 0,
            XY = 0,
        }] }];

        ExperimentReport report = ExperimentAnalysis.Analyze(SampleReports.Of(means), evidence with
        {
            Sums = new EnrollmentSummary
            {
                Arms = arms,
                Crossed = 0,
            }
        });

        report.Verdict.Should().Be(Verdict.Inconclusive);
        report.Metrics[0].Effects[0].Comparison.Reason.Should().StartWith("no sample has these sums");
    }

    [Fact]
    public void Several_guardrails_share_the_risk_of_a_false_rollback()
    {
        // The one breaks at 5 % of the risk for itself, and not at a twentieth of it.
        ExperimentMetric[] guards =
        [
            .. Enumerable.Range(0, 20)
                .Select(i =>
                    ExperimentMetric.Guardrail(
                        i == 0 ? "bought" : $"g{i}",
                        MetricKind.Proportion,
                        MetricGoal.Decrease,
                        GuardrailMargin.Absolute(0.001))),
        ];
        ExperimentEvidence evidence = SampleReports.Evidence(("blue", 10_000, 1000), ("green", 10_000, 1170));

        Broken(1).Should().NotBeNull();
        Broken(20).Should().BeNull();

        string? Broken(int count) =>
            Reliability.Experiments.Internal.GuardrailWatch.Broken(
                SampleReports.Of(Button with { Metrics = [.. guards.Take(count)] }),
                evidence);
    }

    [Fact]
    public async Task A_conclusion_without_a_tested_sample_ratio_is_rejected()
    {
        Experiment running = await _shop.RunningAsync(Button with { Design = new() { Stopping = StoppingRule.FixedHorizon(4000) } });
        _shop.Clock.Advance(TimeSpan.FromDays(8));
        Experiment edited =
            (await _shop.Catalog.EditAsync(
                running,
                running.Definition with { Variants = [new("blue", 1), new("green", 3)] },
                new() { By = "ada", Reason = "ramp" })).Current;
        ExperimentReport report =
            ExperimentAnalysis.Analyze(
                edited,
                SampleReports.Evidence(("blue", 1000, 100), ("green", 3000, 400)) with { Looks = [1], At = _shop.Clock.GetUtcNow() });

        report.SampleRatio.Should().BeNull();
        Reliability.Experiments.Internal.ConcludeRules
            .Rejections(edited.Definition, report, TimeSpan.FromDays(8), "blue")
            .Should()
            .Contain(r => r.StartsWith("the sample ratio could not be tested", StringComparison.Ordinal));
    }
}
