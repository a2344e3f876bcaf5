using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

/// <summary>What happens to results when shares, arms, clocks and people change while they come in.</summary>
public sealed class EvidenceOverTimeTests : IDisposable
{
    private readonly CountedShop _shop = new();

    private static ExperimentDefinition Button => new()
    {
        Key = "button",
        Variants = [new("blue", 1), new("green", 1)],
        Metrics = [ExperimentMetric.Primary("bought", minimumEffect: 0.05)],
    };

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Processes_that_learn_of_new_shares_a_little_later_do_not_break_the_sample_ratio()
    {
        Experiment running = await _shop.RunningAsync(Button with { Variants = [new("blue", 1), new("green", 1), new("red", 1)] });
        await _shop.ArmsAsync(0, ("blue", 2000, 200), ("green", 2000, 200), ("red", 2000, 200));
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        Experiment edited = (await _shop.Catalog.EditAsync(running, running.Definition with { Variants = [new("blue", 1), new("green", 8), new("red", 0)] }, "ada", "ramp")).Current;

        // Ten seconds in which the old shares are still given, and a straggler an hour later.
        _shop.Clock.Advance(TimeSpan.FromSeconds(10));
        await _shop.ArmsAsync(2000, ("blue", 700, 70), ("green", 700, 70), ("red", 700, 70));
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        await _shop.ArmsAsync(3000, ("blue", 500, 50), ("green", 4000, 400), ("red", 2, 0));

        ExperimentReport report = await _shop.Catalog.ReportAsync(edited);

        report.SampleRatio!.IsMismatch.Should().BeFalse($"p is {report.SampleRatio.PValue}");
        report.Verdict.Should().NotBe(Verdict.Invalid);

        // A split that is really broken is seen all the same.
        await _shop.ArmsAsync(8000, ("blue", 1000, 100), ("green", 1000, 100));
        (await _shop.Catalog.ReportAsync(edited)).Verdict.Should().Be(Verdict.Invalid);
    }

    [Fact]
    public async Task Units_that_cross_after_a_change_are_in_no_arm_and_in_no_sample_ratio()
    {
        Experiment running = await _shop.RunningAsync(Button);
        await _shop.ArmsAsync(0, ("blue", 2000, 200), ("green", 2000, 200));
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        Experiment edited = (await _shop.Catalog.EditAsync(running, Button with { Variants = [new("blue", 1), new("green", 9)] }, "ada", "ramp")).Current;
        await _shop.SendAsync(Enumerable.Range(0, 900).Select(i => new EnrollmentEntry(EnrollmentKind.Exposure, $"blue-{i}", "green", null, 0, 0, _shop.Clock.GetUtcNow())));

        ExperimentReport report = await _shop.Catalog.ReportAsync(edited);

        report.Crossed.Should().Be(900);
        report.Arms.Select(a => a.Units).Should().Equal(1100, 2000);
        report.SampleRatio!.IsMismatch.Should().BeTrue("the arm that shrank lost its returning units, and no others");
    }

    [Fact]
    public async Task A_change_after_the_last_look_does_not_touch_what_it_saw()
    {
        Experiment running = await _shop.RunningAsync(Button with { Design = InferenceDesign.FixedHorizon(4000) });
        await _shop.ArmsAsync(0, ("blue", 2000, 200), ("green", 2000, 300));
        (await _shop.Catalog.ReportAsync(running)).Verdict.Should().Be(Verdict.Winner);
        _shop.Clock.Advance(TimeSpan.FromDays(1));

        Experiment edited = (await _shop.Catalog.EditAsync(running, running.Definition with { Variants = [new("blue", 1), new("green", 3)] }, "ada", "ramp the winner")).Current;

        ExperimentReport report = await _shop.Catalog.ReportAsync(edited);
        report.Verdict.Should().Be(Verdict.Winner);
        report.SampleRatio!.Expected.Should().Equal(2000, 2000);
        report.Reasons.Should().Contain("look 1, at 100 % of 4000 units; it was the last");
    }

    [Fact]
    public async Task Time_goes_on_after_the_last_look()
    {
        Experiment running = await _shop.RunningAsync(Button with { Design = InferenceDesign.FixedHorizon(4000) });
        await _shop.ArmsAsync(0, ("blue", 2000, 200), ("green", 2000, 300));
        _shop.Clock.Advance(TimeSpan.FromDays(3));
        ConcludeOutcome early = await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest("green", "ada", "it wins"));
        early.Refusals.Should().Equal("it ran for 3 days of at least 7");
        early.IsStale.Should().BeFalse();

        _shop.Clock.Advance(TimeSpan.FromDays(5));

        (await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest("green", "ada", "it wins"))).IsConcluded.Should().BeTrue();
        (await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest("blue", "bob", "no"))).Should().Match<ConcludeOutcome>(o => o.IsStale && !o.IsConcluded);
    }

    [Fact]
    public async Task A_look_a_hair_before_the_last_is_the_last()
    {
        Experiment running = await _shop.RunningAsync(Button with { Design = InferenceDesign.GroupSequential(20_000) });
        await _shop.ArmsAsync(0, ("blue", 9_999, 1000), ("green", 10_000, 1000));

        ExperimentReport report = await _shop.Catalog.ReportAsync(running);

        report.Looks.Should().Be(1);
        report.Reasons.Should().Contain("look 1, at 100 % of 20000 units; it was the last");
    }

    [Fact]
    public void Taking_away_arms_that_lose_does_not_make_a_winner()
    {
        ExperimentVariant[] all = [.. Enumerable.Range(0, 10).Select(i => new ExperimentVariant($"v{i}", 1))];
        ExperimentDefinition ten = Button with { Variants = all, Design = InferenceDesign.FixedHorizon(20_000) };
        (string, long, long)[] counts = [.. Enumerable.Range(0, 10).Select(i => ($"v{i}", 2000L, i == 9 ? 248L : 200L))];
        ExperimentEvidence evidence = ReportTests.Evidence(counts) with { Looks = [1] };
        Experiment before = ReportTests.Of(ten);
        ExperimentReport whole = ExperimentAnalysis.Analyze(before, evidence);
        whole.Metrics[0].Effects[^1].Comparison.PValue.Should().BeInRange(0.006, 0.05);
        whole.Verdict.Should().Be(Verdict.Inconclusive);

        ExperimentDefinition two = ten with { Variants = [all[0], all[9]] };
        ExperimentReport rest = ExperimentAnalysis.Analyze(before with { Definition = two }, evidence);

        rest.Metrics[0].Effects.Single().Comparison.Rule.Alpha.Should().BeApproximately(0.05 / 9, 1e-15);
        rest.Verdict.Should().Be(Verdict.Inconclusive);
    }

    [Fact]
    public void Where_few_did_it_nobody_claims_to_know_what_could_be_found()
    {
        ExperimentReport report = ExperimentAnalysis.Analyze(ReportTests.Of(Button), ReportTests.Evidence(("blue", 10_000, 9_980), ("green", 10_000, 9_980)));

        report.Metrics[0].Effects[0].MinimumDetectableEffect.Should().BeNull();
    }

    [Fact]
    public void Values_beyond_all_numbers_spoil_one_metric_and_not_the_report()
    {
        ExperimentDefinition definition = Button with { Metrics = [.. Button.Metrics, new ExperimentMetric { Name = "odd", Kind = MetricKind.Ratio }] };
        ExperimentEvidence evidence = ReportTests.Evidence(("blue", 1000, 100), ("green", 1000, 101));
        ArmSummary[] arms = [.. evidence.Sums.Arms.Select(a => a with { Metrics = [.. a.Metrics, new MetricSums("odd", 1, 1e90, 1e180, 1e-70, 1e-140, 1e20)] })];

        ExperimentReport report = ExperimentAnalysis.Analyze(ReportTests.Of(definition), evidence with { Sums = new EnrollmentSummary(arms, 0) });

        report.Metrics[1].Effects[0].Comparison.Method.Should().Be(Reliability.Statistics.ComparisonMethod.NotEnoughData);
        report.Metrics[0].Effects[0].Comparison.PValue.Should().BeInRange(0, 1);
    }

    [Fact]
    public async Task A_person_who_resumes_has_overruled_the_automatic_rollback()
    {
        ExperimentMetric errors = ExperimentMetric.Guardrail("bought", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.01));
        Experiment running = await _shop.RunningAsync(Button with { Metrics = [errors], Design = InferenceDesign.Sequential() with { RollsBack = true } });
        await _shop.ArmsAsync(0, ("blue", 2000, 20), ("green", 2000, 400));
        Experiment rolled = (await _shop.Catalog.RollBackIfBrokenAsync(running))!.Current;
        Experiment resumed = (await _shop.Catalog.ResumeAsync(rolled, "ada", "green is mended")).Current;

        (await _shop.Catalog.RollBackIfBrokenAsync(resumed)).Should().BeNull("what was counted before stays in the sums, and she knows it");
    }

    [Fact]
    public async Task Nothing_measured_is_nothing_to_conclude_on()
    {
        Experiment running = await _shop.RunningAsync(Button with { Metrics = [] });
        _shop.Clock.Advance(TimeSpan.FromDays(8));

        (await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest("blue", "ada", "done"))).Refusals.Should().Equal("there is no primary metric to decide by");
    }

    [Fact]
    public async Task Shares_are_compared_as_shares_and_history_never_goes_back_in_time()
    {
        Experiment running = await _shop.RunningAsync(Button);
        _shop.Clock.SetUtcNow(CountedShop.Start + TimeSpan.FromDays(1));
        Experiment same = (await _shop.Catalog.EditAsync(running, Button with { Variants = [new("green", 2), new("blue", 2), new("red", 0)], Control = "blue" }, "ada", "the same")).Current;
        same.WasReweighted.Should().BeFalse("nobody's share changed");
        (await _shop.Catalog.EditAsync(same, Button with { Variants = [new("blue", 2), new("green", 1)] }, "ada", "others")).Current.WasReweighted.Should().BeTrue();

        var behind = new ExperimentCatalog(_shop.Store.Documents, _shop.Store.Enrollments, "shop", new FakeTimeProvider(CountedShop.Start - TimeSpan.FromHours(1)));
        Experiment paused = (await behind.PauseAsync((await behind.GetAsync("button"))!, "bob", "his clock is late")).Current;
        paused.History[^1].At.Should().Be(CountedShop.Start + TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_plan_counts_forced_units_and_says_what_it_cannot_count()
    {
        Experiment running = await _shop.RunningAsync(Button);
        string[] units = [.. Enumerable.Range(0, 100).Select(i => $"u{i}")];
        string[] moved = [.. units.Where(u => new ExperimentAssigner(running).Decide(u).Variant!.Key == "blue").Take(4)];

        ExperimentPlan plan = _shop.Catalog.Plan(
            running,
            Button with { Forced = moved.ToDictionary(u => u, _ => "green", StringComparer.Ordinal), Targeting = [new TargetingRule("country", TargetingOperator.OneOf, ["DE"])] },
            units);

        plan.Assignment.Moves.Should().Equal(new AssignmentMove("blue", "green", 4));
        plan.Notes[^1].Should().StartWith("The targeting changes");
    }

    [Fact]
    public async Task What_could_never_be_concluded_or_never_act_is_refused_at_the_beginning()
    {
        Refuse(Button with { Variants = [.. Enumerable.Range(0, 502).Select(i => new ExperimentVariant($"v{i}", 1))] }, "*at most 500 comparisons*1 metrics and 502 variants make 501*");
        Refuse(Button with { Design = InferenceDesign.Sequential() with { RollsBack = true } }, "*rolls back when a guardrail breaks; there is none*");
        Refuse(Button with { Design = InferenceDesign.FixedHorizon(199) }, "*enough for 100 in each of 2 variants, 200 or more; they are 199*");
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Refuse(Button with { Design = InferenceDesign.GroupSequential(1000, [0.5, 0.4, 1]) }, "*they are 0.5, 0.4, 1*");

        ExperimentDefinition two = Button with { Metrics = [ExperimentMetric.Primary("a"), ExperimentMetric.Primary("b")] };
        Experiment running = await _shop.RunningAsync(two);
        _shop.Catalog.Plan(running, two with { Metrics = [two.Metrics[1], two.Metrics[0]] }, []).Refusals.Should().ContainSingle("the first primary metric names the winner");
    }

    [Fact]
    public async Task A_plan_says_what_moves_would_do_to_a_running_experiment()
    {
        string[] units = [.. Enumerable.Range(0, 1000).Select(i => $"u{i}")];
        ExperimentDefinition three = Button with { Variants = [.. Button.Variants, new("red", 1)] };
        Experiment draft = (await _shop.Catalog.CreateAsync(Button, "ada", "new")).Current;
        _shop.Catalog.Plan(draft, three, units).Notes.Should().BeEmpty("nobody was exposed to a draft");
        Experiment running = (await _shop.Catalog.StartAsync(draft, "ada", "go")).Current;

        ExperimentPlan plan = _shop.Catalog.Plan(running, three, units);

        plan.Notes.Should().ContainSingle().Which.Should().Match($"Of the {plan.Assignment.Moved} that move, those already exposed are seen in two arms and then count in none*more than 1.0 %*IsSticky*");
        _shop.Catalog.Plan(running, three with { IsSticky = true }, units).Notes.Should().ContainSingle().Which.Should().StartWith("The experiment is sticky");
        _shop.Catalog.Plan(running, Button with { Variants = [Button.Variants[1], Button.Variants[0]], Control = "blue" }, units).Assignment.Moved.Should().Be(0);
    }

    [Fact]
    public async Task A_scheme_in_which_order_counts_keeps_it()
    {
        ExperimentDefinition modulo = Button with { Scheme = AssignmentScheme.Md5Modulo, Control = "blue" };
        Experiment running = await _shop.RunningAsync(modulo);

        ExperimentPlan plan = _shop.Catalog.Plan(running, modulo with { Variants = [modulo.Variants[1], modulo.Variants[0]] }, ["a", "b", "c"]);

        plan.Refusals.Should().ContainSingle().Which.Should().StartWith("The variants of a started experiment keep their order under 'md5-modulo'");
        plan.Notes[0].Should().StartWith("3 units move between variants that were there before");
        _shop.Catalog.Plan(running, modulo with { Variants = [.. modulo.Variants, new("red", 1)] }, []).Refusals.Should().BeEmpty();
    }

    [Fact]
    public async Task The_history_names_what_an_edit_changed_and_the_report_tells_of_other_people()
    {
        Experiment running = await _shop.RunningAsync(Button);
        await _shop.ArmsAsync(0, ("blue", 1000, 100), ("green", 1000, 110));
        ExperimentDefinition narrower = Button with { Targeting = [new TargetingRule("country", TargetingOperator.OneOf, ["DE"])], Forced = new Dictionary<string, string> { ["t"] = "green" } };

        Experiment edited = (await _shop.Catalog.EditAsync(running, narrower, "ada", "Germany alone")).Current;

        edited.History[^1].Changed.Should().Equal("forced", "targeting");
        (await _shop.Catalog.GetAsync("button"))!.History.Select(c => c.Changed.Count).Should().Equal(0, 0, 2);
        (await _shop.Catalog.ReportAsync(edited)).Reasons.Should().Contain("targeting changed after the start: early and late units are of different kinds");
    }

    [Fact]
    public async Task Two_experiments_whose_slices_of_a_layer_overlap_do_not_run_at_once()
    {
        Experiment first = await _shop.RunningAsync(Button with { Layer = new LayerSlice("checkout", 0, 0.5) });
        await _shop.RunningAsync(Button with { Key = "beside", Layer = new LayerSlice("checkout", 0.5, 1) });
        await _shop.RunningAsync(Button with { Key = "elsewhere", Layer = new LayerSlice("search", 0, 1) });
        Func<Task> overlapping = () => _shop.RunningAsync(Button with { Key = "across", Layer = new LayerSlice("checkout", 0.4, 0.6) });

        await overlapping.Should().ThrowAsync<InvalidOperationException>().WithMessage("Experiment 'across' takes 0.4 to 0.6 of layer 'checkout', of which 'beside' has 0.5 to 1*");
        (await _shop.Catalog.GetAsync("across"))!.State.Should().Be(ExperimentState.Draft);

        await _shop.Catalog.ConcludeAsync(first, new ConcludeRequest("blue", "ada", "next", Override: true));
        (await _shop.RunningAsync(Button with { Key = "next", Layer = new LayerSlice("checkout", 0.1, 0.2) })).State.Should().Be(ExperimentState.Running);
    }

    [Fact]
    public async Task What_a_caller_does_to_its_lists_afterwards_changes_no_experiment()
    {
        List<ExperimentVariant> variants = [new("blue", 1), new("green", 1)];
        Experiment running = await _shop.RunningAsync(Button with { Variants = variants });
        variants.Clear();

        running.Definition.Variants.Should().HaveCount(2);
    }

    [Fact]
    public async Task Only_an_automatic_rollback_is_overruled_by_resuming()
    {
        ExperimentMetric errors = ExperimentMetric.Guardrail("bought", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.01));
        Experiment running = await _shop.RunningAsync(Button with { Metrics = [errors], Design = InferenceDesign.Sequential() with { RollsBack = true } });
        Experiment byHand = (await _shop.Catalog.RollBackAsync(running, "ada", "another incident")).Current;
        byHand.History[^1].IsAutomatic.Should().BeFalse();
        Experiment resumed = (await _shop.Catalog.ResumeAsync(byHand, "ada", "it is over")).Current;
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
        experiment = (await _shop.Catalog.RollBackAsync(experiment, "ada", "incident")).Current;
        _shop.Clock.Advance(TimeSpan.FromDays(10));
        experiment = (await _shop.Catalog.ResumeAsync(experiment, "ada", "over")).Current;
        _shop.Clock.Advance(TimeSpan.FromDays(2));
        experiment = (await _shop.Catalog.PauseAsync(experiment, "ada", "freeze")).Current;
        _shop.Clock.Advance(TimeSpan.FromDays(10));

        (await _shop.Catalog.ReportAsync(experiment)).RunningFor.Should().Be(TimeSpan.FromDays(3));
    }

    [Fact]
    public void Every_period_has_its_part_of_the_risk_of_the_sample_ratio()
    {
        WeightedVariant[] halves = [new("blue", 1), new("green", 1)];
        SamplePeriod off = new(CountedShop.Start, halves, [1000, 1180]);
        SamplePeriod[] periods = [off, .. Enumerable.Range(0, 9).Select(i => new SamplePeriod(CountedShop.Start.AddHours(i + 1), halves, [500, 500]))];
        ExperimentEvidence evidence = ReportTests.Evidence(("blue", 5500, 550), ("green", 5680, 550));

        double alone = ExperimentAnalysis.Analyze(ReportTests.Of(Button), evidence with { Periods = [off] }).SampleRatio!.PValue;
        double ten = ExperimentAnalysis.Analyze(ReportTests.Of(Button), evidence with { Periods = periods }).SampleRatio!.PValue;

        ten.Should().BeApproximately(10 * alone, 1e-12);
    }

    [Fact]
    public void The_smaller_of_two_arms_says_whether_there_are_enough()
    {
        ExperimentDefinition uneven = Button with { Variants = [new("blue", 100), new("green", 1)] };

        ExperimentReport report = ExperimentAnalysis.Analyze(ReportTests.Of(uneven), ReportTests.Evidence(("blue", 9900, 990), ("green", 99, 60)));

        report.Verdict.Should().Be(Verdict.Inconclusive);
        report.Reasons[0].Should().Be("'green' or the control has 99 units, fewer than 100");
    }

    [Fact]
    public async Task What_no_library_of_this_version_can_assign_can_still_be_judged_and_rolled_back()
    {
        ExperimentMetric errors = ExperimentMetric.Guardrail("bought", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.01));
        Experiment running = await _shop.RunningAsync(Button with { Metrics = [errors], Design = InferenceDesign.Sequential() with { RollsBack = true } });
        await _shop.ArmsAsync(0, ("blue", 2000, 20), ("green", 2000, 400));
        Experiment newer = running with { Definition = running.Definition with { Scheme = "rendezvous-9" } };

        (await _shop.Catalog.ReportAsync(newer)).Metrics[0].Effects[0].Guardrail.Should().Be(GuardrailStatus.Broken);
        (await _shop.Catalog.RollBackIfBrokenAsync(newer))!.Current.State.Should().Be(ExperimentState.RolledBack);
    }

    [Fact]
    public async Task One_experiment_that_cannot_be_read_does_not_hide_the_others()
    {
        await _shop.RunningAsync(Button with { Key = "a" });
        Experiment last = await _shop.RunningAsync(Button with { Key = "z" });
        await _shop.Store.Documents.PutAsync(DocumentWrite.Create(new DocumentId("experiments:shop", "m"), """{"v":9}"""), default);
        using var tracker = new ExperimentTracker(_shop.Store.Enrollments, timeProvider: _shop.Clock);
        var runs = new ExperimentRuns(_shop.Catalog, tracker, _shop.Clock);

        await runs.RefreshAsync();
        runs.Get("z")!.Expose("u").Variant.Should().NotBeNull();
        await _shop.Catalog.PauseAsync(last, "ada", "stop");
        await runs.RefreshAsync();

        runs.Get("z")!.Expose("u").Reason.Should().Be(VariantReason.NotRunning, "a pause is seen whatever else is stored");
        runs.Skipped.Should().ContainSingle().Which.Key.Should().Be("m");
        Func<Task> list = async () =>
        {
            await foreach (Experiment experiment in _shop.Catalog.ListAsync())
            {
                experiment.Definition.Key.Should().BeOneOf("a", "z");
            }
        };
        (await list.Should().ThrowAsync<UnreadableExperimentsException>()).Which.Experiments.Should().ContainSingle().Which.Key.Should().Be("m");
    }

    [Fact]
    public void Sums_that_no_units_have_are_no_evidence()
    {
        // A unit booked 1e17 and crossed: taking it out again took the digits of all others along.
        ExperimentDefinition means = Button with { Metrics = [new ExperimentMetric { Name = "bought", Kind = MetricKind.Mean, Role = MetricRole.Primary }] };
        ExperimentEvidence evidence = ReportTests.Evidence(("blue", 1000, 100), ("green", 1000, 100));
        ArmSummary[] arms = [evidence.Sums.Arms[0], evidence.Sums.Arms[1] with { Metrics = [new MetricSums("bought", 100, 16, 0, 0, 0, 0)] }];

        ExperimentReport report = ExperimentAnalysis.Analyze(ReportTests.Of(means), evidence with { Sums = new EnrollmentSummary(arms, 0) });

        report.Verdict.Should().Be(Verdict.Inconclusive);
        report.Metrics[0].Effects[0].Comparison.Reason.Should().StartWith("the sums are those of no sample");
    }

    [Fact]
    public void Several_guardrails_share_the_risk_of_a_false_rollback()
    {
        // The one breaks at 5 % of the risk for itself, and not at a twentieth of it.
        ExperimentMetric[] guards = [.. Enumerable.Range(0, 20).Select(i => ExperimentMetric.Guardrail(i == 0 ? "bought" : $"g{i}", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.001)))];
        ExperimentEvidence evidence = ReportTests.Evidence(("blue", 10_000, 1000), ("green", 10_000, 1170));

        Broken(1).Should().NotBeNull();
        Broken(20).Should().BeNull();

        string? Broken(int count) => Reliability.Experiments.Internal.GuardrailWatch.Broken(ReportTests.Of(Button with { Metrics = [.. guards.Take(count)] }), evidence);
    }

    [Fact]
    public async Task A_conclusion_without_a_tested_sample_ratio_is_refused()
    {
        Experiment running = await _shop.RunningAsync(Button with { Design = InferenceDesign.FixedHorizon(4000) });
        _shop.Clock.Advance(TimeSpan.FromDays(8));
        Experiment edited = (await _shop.Catalog.EditAsync(running, running.Definition with { Variants = [new("blue", 1), new("green", 3)] }, "ada", "ramp")).Current;
        ExperimentReport report = ExperimentAnalysis.Analyze(edited, ReportTests.Evidence(("blue", 1000, 100), ("green", 3000, 400)) with { Looks = [1], At = _shop.Clock.GetUtcNow() });

        report.SampleRatio.Should().BeNull();
        Reliability.Experiments.Internal.ConcludeRules.Refusals(edited.Definition, report, TimeSpan.FromDays(8), "blue").Should().Contain(r => r.StartsWith("the sample ratio could not be tested", StringComparison.Ordinal));
    }

    private static void Refuse(ExperimentDefinition definition, string message)
    {
        Action act = () => ExperimentDefinition.Validate(definition);
        act.Should().Throw<ArgumentException>().WithMessage(message);
    }
}
