using System.Text.Json;
using Reliability.Experiments;
using Reliability.Statistics;

namespace Reliability.Core.Tests.Experiments;

public sealed class ConcludeTests : IDisposable
{
    private readonly CountedShop _shop = new();

    private static ExperimentDefinition Button => new()
    {
        Key = "button",
        Variants = [new("blue", 1), new("green", 1)],
        Metrics =
        [
            ExperimentMetric.Primary("bought", minEffect: 0.05),
            ExperimentMetric.Guardrail("errors", MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.02)),
            new ExperimentMetric { Name = "revenue", Kind = MetricKind.AdjustedMean },
            new ExperimentMetric { Name = "per-order", Kind = MetricKind.Ratio },
        ],
    };

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_winner_that_ran_long_enough_is_concluded_and_its_snapshot_reproduces_bit_for_bit()
    {
        Experiment running = await _shop.RunningAsync(Button);
        await CountAsync(3000, blue: 300, green: 510, errors: 30);
        _shop.Clock.Advance(TimeSpan.FromDays(8));

        ConcludeOutcome outcome = await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "green",
            By = "ada",
            Reason = "sells more",
        });

        outcome.Rejections.Should().BeEmpty();
        outcome.IsConcluded.Should().BeTrue();
        Experiment read = (await _shop.Catalog.GetAsync("button"))!;
        read.State.Should().Be(ExperimentState.Concluded);
        ExperimentConclusion conclusion = read.Conclusion!;
        conclusion.Shipped.Should().Be("green");
        conclusion.Overridden.Should().BeEmpty();
        (conclusion.Seed, conclusion.Scheme, conclusion.AnalysisVersion)
            .Should()
            .Be(("button", AssignmentScheme.Rendezvous1, ExperimentAnalysis.Version));
        conclusion.LibraryVersion.Should().NotBe("unknown");

        string kept = JsonSerializer.Serialize(conclusion.Report);
        kept.Should().Be(JsonSerializer.Serialize(outcome.Report), "what is read is what was judged");
        JsonSerializer.Serialize(ExperimentAnalysis.Reproduce(read)).Should().Be(kept);

        await CountAsync(3000, blue: 3000, green: 0, errors: 0, first: 3000);
        JsonSerializer.Serialize(await _shop.Catalog.AnalyzeAsync(read))
            .Should()
            .Be(kept, "a concluded experiment says what it said, whatever is counted after");
    }

    [Fact]
    public async Task What_stands_against_it_rejects_unless_overridden_with_who_and_why()
    {
        Experiment running = await _shop.RunningAsync(Button);
        await CountAsync(1000, blue: 100, green: 104, errors: 30);
        _shop.Clock.Advance(TimeSpan.FromDays(2.5));

        ConcludeOutcome rejected = await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "green",
            By = "bob",
            Reason = "looks good",
        });

        rejected.IsConcluded.Should().BeFalse();
        rejected.Rejections.Should().SatisfyRespectively(
            r => r.Should().Be("it ran for 2.5 days of at least 7"),
            r => r.Should().Be("'green' is not a winner; its verdict is Inconclusive"),
            r => r.Should().Be("the guardrail 'errors' of 'green' is open"),
            r =>
                r.Should().StartWith("under-powered: 'green' can show an effect of ").And.EndWith("by now, not yet the 5.0 % that matter"));
        (await _shop.Catalog.GetAsync("button"))!.State.Should().Be(ExperimentState.Running, "nothing was stored");

        ConcludeOutcome overridden = await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "green",
            By = "bob",
            Reason = "the campaign ends today",
            Override = true,
        });

        overridden.IsConcluded.Should().BeTrue();
        Experiment read = (await _shop.Catalog.GetAsync("button"))!;
        read.Conclusion!.Overridden.Should().Equal(rejected.Rejections);
        read.History[^1]
            .Should()
            .BeEquivalentTo(new { Kind = ExperimentChangeKind.Concluded, By = "bob", Reason = "the campaign ends today" });
    }

    [Fact]
    public async Task A_broken_sample_ratio_rejects_and_the_control_needs_no_guardrail()
    {
        Experiment running = await _shop.RunningAsync(Button);
        await ArmAsync("blue", 0, 1000, 100, 30);
        await ArmAsync("green", 0, 1400, 200, 900);
        _shop.Clock.Advance(TimeSpan.FromDays(8));

        ConcludeOutcome outcome = await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "blue",
            By = "ada",
            Reason = "broken anyway",
        });

        outcome.Rejections.Should().ContainSingle().Which.Should().StartWith("the results are invalid: sample ratio mismatch");
    }

    [Fact]
    public async Task Of_two_concurrent_conclusions_one_gets_a_conflict()
    {
        Experiment running = await _shop.RunningAsync(Button);
        (await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "blue",
            By = "ada",
            Reason = "enough",
            Override = true,
        })).IsConcluded.Should().BeTrue();

        ConcludeOutcome late = await _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "green",
            By = "bob",
            Reason = "enough",
            Override = true,
        });

        late.IsConcluded.Should().BeFalse();
        late.Current.Conclusion!.Shipped.Should().Be("blue");
    }

    [Fact]
    public async Task Bad_requests_are_rejected_by_name_and_nothing_is_stored()
    {
        Experiment running = await _shop.RunningAsync(Button);
        Func<Task> unknown = () => _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "red",
            By = "ada",
            Reason = "?",
            Override = true,
        }).AsTask();
        await unknown.Should().ThrowAsync<ArgumentException>().WithMessage("*'blue', 'green'*'red' cannot be shipped*");
        Func<Task> nameless = () => _shop.Catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "blue",
            By = " ",
            Reason = "?",
            Override = true,
        }).AsTask();
        await nameless.Should().ThrowAsync<ArgumentException>();
        (await _shop.Catalog.GetAsync("button"))!.State.Should().Be(ExperimentState.Running);
    }

    [Fact]
    public async Task A_clearly_broken_guardrail_gives_everybody_the_control_when_asked_for()
    {
        Experiment passive = await _shop.RunningAsync(Button);
        await CountAsync(2000, blue: 200, green: 200, errors: 20, greenErrors: 400);
        (await _shop.Catalog.RollBackIfBrokenAsync(passive)).Should().BeNull("the design does not ask for it");

        await _shop.Catalog.ConcludeAsync(passive, new ConcludeRequest { Ship = "blue", By = "ada", Reason = "next", Override = true });
        Experiment running =
            await _shop.RunningAsync(
                Button with { Key = "next", Design = new() { Stopping = StoppingRule.FixedHorizon(1_000_000), RollsBack = true } });
        await CountAsync(2000, blue: 200, green: 200, errors: 20, key: "next");
        (await _shop.Catalog.RollBackIfBrokenAsync(running)).Should().BeNull("nothing is broken");
        await CountAsync(2000, blue: 200, green: 200, errors: 20, greenErrors: 400, first: 2000, key: "next");

        ExperimentUpdate? rolled = await _shop.Catalog.RollBackIfBrokenAsync(running);

        rolled!.IsStored.Should().BeTrue();
        rolled.Current.State.Should().Be(ExperimentState.RolledBack);
        rolled.Current.History[^1].By.Should().Be("automatic rollback");
        rolled.Current.History[^1].Reason.Should().StartWith("guardrail 'errors' broken by 'green': 0.105 against 0.01");
        VariantDecision decision = new ExperimentAssigner(rolled.Current).Decide("anybody");
        decision.Should().Be(new VariantDecision { Variant = Button.Variants[0], Reason = VariantReason.RolledBack });
        decision.Counts.Should().BeFalse();
        (await _shop.Catalog.RollBackIfBrokenAsync(rolled.Current)).Should().BeNull("it is done");
        (await _shop.Catalog.ResumeAsync(rolled.Current, new() { By = "ada", Reason = "mended" })).Current.State
            .Should()
            .Be(ExperimentState.Running);
    }

    [Fact]
    public async Task What_was_changed_as_often_as_there_is_room_for_is_still_rolled_back_and_concluded()
    {
        Experiment changed = await _shop.RunningAsync(Button);
        for (int change = changed.Revision; change < 500; change += 2)
        {
            changed = (await _shop.Catalog.PauseAsync(changed, new() { By = "ada", Reason = "wait" })).Current;
            changed = (await _shop.Catalog.ResumeAsync(changed, new() { By = "ada", Reason = "go" })).Current;
        }

        Func<Task> paused = () => _shop.Catalog.PauseAsync(changed, new() { By = "ada", Reason = "wait" }).AsTask();
        await paused.Should().ThrowAsync<InvalidOperationException>().WithMessage("*changed 500 times*only be rolled back and concluded*");
        changed = (await _shop.Catalog.RollBackAsync(changed, new() { By = "ada", Reason = "it burns" })).Current;
        (await _shop.Catalog.ConcludeAsync(changed, new ConcludeRequest
        {
            Ship = "blue",
            By = "ada",
            Reason = "enough",
            Override = true,
        })).Current.History.Should().HaveCount(502);
    }

    [Fact]
    public async Task What_decides_is_declared_before_the_start_and_stays()
    {
        Experiment running = await _shop.RunningAsync(Button);
        foreach (ExperimentDefinition next in (ExperimentDefinition[])
        [
            Button with { Design = new() { Stopping = StoppingRule.FixedHorizon(1000) } },
            Button with { Metrics = [Button.Metrics[0] with { MinEffect = 0.5 }, .. Button.Metrics.Skip(1)] },
            Button with { Metrics = [.. Button.Metrics, ExperimentMetric.Primary("clicked")] },
            Button with { Metrics = [Button.Metrics[0]] },
        ])
        {
            _shop.Catalog.Plan(running, next, []).Rejections
                .Should()
                .ContainSingle().Which
                .Should()
                .StartWith("The design, the primary metrics and the guardrails of a started experiment stay");
        }

        ExperimentDefinition more = Button with { Metrics = [.. Button.Metrics, new ExperimentMetric { Name = "clicked" }] };
        (await _shop.Catalog.EditAsync(running, more, new() { By = "ada", Reason = "to learn" })).IsStored
            .Should()
            .BeTrue("a secondary metric decides nothing");
    }

    [Fact]
    public void Illegal_metrics_and_designs_are_rejected_by_value_and_range()
    {
        Reject(
            Button with { Metrics = [ExperimentMetric.Primary("a"), ExperimentMetric.Primary("a")] },
            "*each metric must have a unique name; 'a' occurs twice*");
        Reject(Button with { Metrics = [ExperimentMetric.Primary("")] }, "*");
        Reject(Button with { Metrics = [ExperimentMetric.Primary("a", 0)] }, "*above 0 and at most 10*'a' is 0*");
        Reject(Button with { Metrics = [ExperimentMetric.Primary("a", double.NaN)] }, "*above 0 and at most 10*NaN*");
        Reject(
            Button with { Metrics = [new ExperimentMetric { Name = "a", Role = MetricRole.Guardrail }] },
            "*a guardrail must have a margin*'a' is Guardrail and has none*");
        Reject(
            Button with { Metrics = [ExperimentMetric.Guardrail("a", MetricKind.Mean, MetricGoal.Increase, GuardrailMargin.Relative(-1))] },
            "*margin must be a finite number above 0; that of 'a' is -1*");
        Reject(Button with { Design = new ExperimentDesign { Alpha = 0 } }, "*alpha must be 1e-6 to 0.5; it is 0*");
        Reject(Button with { Design = new ExperimentDesign { Power = 1 } }, "*power must be 0.5 to 0.999; it is 1*");
        Reject(
            Button with { Design = new ExperimentDesign { Stopping = StoppingRule.FixedHorizon() } },
            "*FixedHorizonRule requires target units, 1 to 2^53; there are none*");
        Reject(Button with { Design = new() { Stopping = StoppingRule.FixedHorizon(0) } }, "*target units must be 1 to 2^53; they are 0*");
        Reject(Button with { Design = new() { Stopping = StoppingRule.GroupSequential(100, [0.5, 0.4, 1]) } }, "*ascending*0.5, 0.4, 1*");
        Reject(Button with { Design = new() { Stopping = StoppingRule.GroupSequential(100, [0.5]) } },
            "*the last look must be at the final units, 1; it is 0.5*");
        Reject(Button with { Design = new ExperimentDesign { MinDuration = TimeSpan.FromDays(-1) } }, "*zero to a year*");
        Reject(
            Button with { Design = new() { Stopping = StoppingRule.GroupSequential(1000, spending: (SpendingFunction)9) } },
            "*must be a named value*9*");
        Reject(Button with { Design = new() { PrimaryCorrection = (CorrectionMethod)9 } }, "*must be named values*9*");
        Reject(Button with { Design = new() { Stopping = StoppingRule.AlwaysValid(0) } }, "*from 1 to 1e15; it is 0*");
        Reject(Button with { Design = new() { Stopping = null! } }, "*there must be a stopping rule; it is null*");
    }

    private static void Reject(ExperimentDefinition definition, string message)
    {
        string.Join('\n', definition.Validate()).Should().Match(message);
    }

    private async Task CountAsync(
        int perArm,
        int blue,
        int green,
        int errors,
        int? greenErrors = null,
        int first = 0,
        string key = "button")
    {
        await ArmAsync("blue", first, perArm, blue, errors, key);
        await ArmAsync("green", first, perArm, green, greenErrors ?? errors, key);
    }

    private async Task ArmAsync(string variant, int first, int units, int converted, int errors, string key = "button")
    {
        int[] all = [.. Enumerable.Range(first, units)];
        await _shop.ArmAsync(variant, first, units, converted, key);
        await _shop.SendAsync(all.Take(errors).Select(i => _shop.Did(variant, i, "errors")), key);
        await _shop.SendAsync(all.Select(i => _shop.Knew(variant, i, "revenue", i % 17)), key);
        await _shop.SendAsync(all.Select(i => _shop.Added(variant, i, "revenue", (i % 17) + (i % 5 * 0.37))), key);
        await _shop.SendAsync(all.Select(i => _shop.Added(variant, i, "per-order", i % 13 * 1.1, 1 + (i % 3))), key);
    }
}
