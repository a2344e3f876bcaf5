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
        plan.Notes.Should().ContainSingle().Which.Should().StartWith("The targeting changes");
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

    private static void Refuse(ExperimentDefinition definition, string message)
    {
        Action act = () => ExperimentDefinition.Validate(definition);
        act.Should().Throw<ArgumentException>().WithMessage(message);
    }
}
