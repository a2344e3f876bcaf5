using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

/// <summary>What may be changed, what a plan says of it beforehand, and what is kept of it.</summary>
public sealed class EditTests : IDisposable
{
    private readonly CountedShop _shop = new();

    private static ExperimentDefinition Button => CountedShop.Button;

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_plan_counts_forced_units_and_says_what_it_cannot_count()
    {
        Experiment running = await _shop.RunningAsync(Button);
        string[] units = [.. Enumerable.Range(0, 100).Select(i => $"u{i}")];
        string[] moved = [.. units.Where(u => new ExperimentAssigner(running).Decide(u).Variant!.Key == "blue").Take(4)];

        ExperimentPlan plan = _shop.Catalog.Plan(
            running,
            Button with
            {
                Forced = moved.ToDictionary(u => u, _ => "green", StringComparer.Ordinal),
                Targeting = [new TargetingRule("country", TargetingOperator.OneOf, ["DE"])],
            },
            units);

        plan.Assignment.Moves.Should().Equal(new AssignmentMove { From = "blue", To = "green", Units = 4 });
        plan.Notes[^1].Should().StartWith("The targeting changes");
    }

    [Fact]
    public async Task What_could_never_be_concluded_or_never_act_is_rejected_at_the_beginning()
    {
        Reject(
            Button with { Variants = [.. Enumerable.Range(0, 502).Select(i => new ExperimentVariant($"v{i}", 1))] },
            "*at most 500 comparisons*1 metrics and 502 variants make 501*");
        Reject(
            Button with { Design = new() { RollsBack = true } },
            "*rolls back must have a guardrail; there is none*");
        Reject(Button with { Design = new() { Stopping = StoppingRule.FixedHorizon(199) } },
            "*200 or more, 100 for each of 2 variants; they are 199*");
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Reject(Button with { Design = new() { Stopping = StoppingRule.GroupSequential(1000, [0.5, 0.4, 1]) } }, "*they are 0.5, 0.4, 1*");

        ExperimentDefinition two = Button with { Metrics = [ExperimentMetric.Primary("a"), ExperimentMetric.Primary("b")] };
        Experiment running = await _shop.RunningAsync(two);
        _shop.Catalog.Plan(running, two with { Metrics = [two.Metrics[1], two.Metrics[0]] }, []).Rejections
            .Should()
            .ContainSingle("the first primary metric names the winner");
    }

    [Fact]
    public async Task A_plan_says_what_moves_would_do_to_a_running_experiment()
    {
        string[] units = [.. Enumerable.Range(0, 1000).Select(i => $"u{i}")];
        ExperimentDefinition three = Button with { Variants = [.. Button.Variants, new("red", 1)] };
        Experiment draft = (await _shop.Catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" })).Current;
        _shop.Catalog.Plan(draft, three, units).Notes.Should().BeEmpty("nobody was exposed to a draft");
        Experiment running = (await _shop.Catalog.StartAsync(draft, new() { By = "ada", Reason = "go" })).Current;

        ExperimentPlan plan = _shop.Catalog.Plan(running, three, units);

        plan.Notes.Should()
            .ContainSingle().Which
            .Should()
            .Match(
                $"Of the {plan.Assignment.Moved} that move, those already exposed are seen in two arms and then count in none*more "
                    + $"than 1.0 %*IsSticky*");
        _shop.Catalog.Plan(running, three with { IsSticky = true }, units).Notes
            .Should()
            .ContainSingle().Which
            .Should()
            .StartWith("The experiment is sticky");
        _shop.Catalog.Plan(
            running,
            Button with { Variants = [Button.Variants[1], Button.Variants[0]], Control = "blue" },
            units).Assignment.Moved
            .Should()
            .Be(0);
    }

    [Fact]
    public async Task A_scheme_in_which_order_counts_keeps_it()
    {
        ExperimentDefinition modulo = Button with { Scheme = AssignmentScheme.Md5Modulo, Control = "blue" };
        Experiment running = await _shop.RunningAsync(modulo);

        ExperimentPlan plan =
            _shop.Catalog.Plan(running, modulo with { Variants = [modulo.Variants[1], modulo.Variants[0]] }, ["a", "b", "c"]);

        plan.Rejections.Should()
            .ContainSingle().Which
            .Should()
            .StartWith("The variants of a started experiment keep their order under 'md5-modulo'");
        plan.Notes[0].Should().StartWith("3 units move between variants that were there before");
        _shop.Catalog.Plan(running, modulo with { Variants = [.. modulo.Variants, new("red", 1)] }, []).Rejections.Should().BeEmpty();
    }

    [Fact]
    public async Task The_history_names_what_an_edit_changed_and_the_report_tells_of_other_people()
    {
        Experiment running = await _shop.RunningAsync(Button);
        await _shop.ArmsAsync(0, ("blue", 1000, 100), ("green", 1000, 110));
        ExperimentDefinition narrower =
            Button with
            {
                Targeting = [new TargetingRule("country", TargetingOperator.OneOf, ["DE"])],
                Forced = new Dictionary<string, string> { ["t"] = "green" },
            };

        Experiment edited = (await _shop.Catalog.EditAsync(running, narrower, new() { By = "ada", Reason = "Germany alone" })).Current;

        edited.History[^1].Changed.Should().Equal("forced", "targeting");
        (await _shop.Catalog.GetAsync("button"))!.History.Select(c => c.Changed.Count).Should().Equal(0, 0, 2);
        (await _shop.Catalog.AnalyzeAsync(edited)).Reasons
            .Should()
            .Contain("targeting changed after the start: early and late units are of different kinds");
    }

    [Fact]
    public async Task Two_experiments_whose_slices_of_a_layer_overlap_do_not_run_at_once()
    {
        Experiment first = await _shop.RunningAsync(Button with { Layer = new LayerSlice("checkout", 0, 0.5) });
        await _shop.RunningAsync(Button with { Key = "beside", Layer = new LayerSlice("checkout", 0.5, 1) });
        await _shop.RunningAsync(Button with { Key = "elsewhere", Layer = new LayerSlice("search", 0, 1) });
        Func<Task> overlapping = () => _shop.RunningAsync(Button with { Key = "across", Layer = new LayerSlice("checkout", 0.4, 0.6) });

        await overlapping.Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("Experiment 'across' takes 0.4 to 0.6 of layer 'checkout', of which 'beside' has 0.5 to 1*");
        (await _shop.Catalog.GetAsync("across"))!.State.Should().Be(ExperimentState.Draft);

        await _shop.Catalog.ConcludeAsync(first, new ConcludeRequest { Ship = "blue", By = "ada", Reason = "next", Override = true });
        (await _shop.RunningAsync(Button with { Key = "next", Layer = new LayerSlice("checkout", 0.1, 0.2) })).State
            .Should()
            .Be(ExperimentState.Running);
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
    public async Task Shares_are_compared_as_shares_and_history_never_goes_back_in_time()
    {
        Experiment running = await _shop.RunningAsync(Button);
        _shop.Clock.SetUtcNow(CountedShop.Start + TimeSpan.FromDays(1));
        Experiment same =
            (await _shop.Catalog.EditAsync(
                running,
                Button with { Variants = [new("green", 2), new("blue", 2), new("red", 0)], Control = "blue" },
                new() { By = "ada", Reason = "the same" })).Current;
        same.WasReweighted.Should().BeFalse("nobody's share changed");
        (await _shop.Catalog.EditAsync(
            same,
            Button with { Variants = [new("blue", 2), new("green", 1)] },
            new() { By = "ada", Reason = "others" })).Current.WasReweighted
            .Should()
            .BeTrue();

        var behind = new ExperimentCatalog(
            _shop.Store.Documents,
            _shop.Store.Enrollments,
            "shop",
            new FakeTimeProvider(CountedShop.Start - TimeSpan.FromHours(1)));
        Experiment paused =
            (await behind.PauseAsync((await behind.GetAsync("button"))!, new() { By = "bob", Reason = "his clock is late" })).Current;
        paused.History[^1].At.Should().Be(CountedShop.Start + TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task One_experiment_that_cannot_be_read_does_not_hide_the_others()
    {
        await _shop.RunningAsync(Button with { Key = "a" });
        Experiment last = await _shop.RunningAsync(Button with { Key = "z" });
        await _shop.Store.Documents.PutAsync(DocumentWrite.Create(new DocumentId("shop", "experiments", "m"), """{"v":9}"""), default);
        using var tracker = new ExperimentTracker(_shop.Store.Enrollments, timeProvider: _shop.Clock);
        var tracked = new TrackedExperiments(_shop.Catalog, tracker, _shop.Clock);

        await tracked.RefreshAsync();
        tracked.Get("z")!.Expose("u").Variant.Should().NotBeNull();
        await _shop.Catalog.PauseAsync(last, new() { By = "ada", Reason = "stop" });
        await tracked.RefreshAsync();

        tracked.Get("z")!.Expose("u").Reason.Should().Be(VariantReason.NotRunning, "a pause is seen whatever else is stored");
        tracked.Skipped.Should().ContainSingle().Which.Key.Should().Be("m");
        Func<Task> list = async () =>
        {
            await foreach (Experiment experiment in _shop.Catalog.ListAsync())
            {
                experiment.Definition.Key.Should().BeOneOf("a", "z");
            }
        };
        (await list.Should().ThrowAsync<UnreadableExperimentsException>()).Which.Experiments
            .Should()
            .ContainSingle().Which.Key
            .Should()
            .Be("m");
    }

    private static void Reject(ExperimentDefinition definition, string message)
    {
        string.Join('\n', definition.Validate()).Should().Match(message);
    }
}
