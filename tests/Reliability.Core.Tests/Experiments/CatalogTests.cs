using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

public sealed class CatalogTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Start);
    private readonly InMemoryStore _store;
    private readonly ExperimentCatalog _catalog;

    public CatalogTests()
    {
        _store = new InMemoryStore(_clock);
        _catalog = new ExperimentCatalog(_store.Documents, _store.Enrollments, "shop", _clock);
    }

    public void Dispose() => _store.Dispose();

    private static ExperimentDefinition Button => new()
    {
        Key = "button",
        Hypothesis = "Green sells more.",
        Variants = [new("blue", 1), new("green", 1, """{"css":"#0a0"}""")],
        Targeting = [new TargetingRule("country", TargetingOperator.OneOf, ["DE", "AT"])],
        Forced = new Dictionary<string, string> { ["tester"] = "green" },
        Layer = new LayerSlice("checkout", 0.25, 1),
        Coverage = 0.5,
    };

    [Fact]
    public async Task The_same_request_again_is_one_change()
    {
        var create = new ChangeRequest { By = "ada", Reason = "spring sale" };
        var start = new ChangeRequest { By = "ada", Reason = "go" };
        Experiment draft = await Stored(_catalog.CreateAsync(Button, create));
        (await Stored(_catalog.CreateAsync(Button, create))).ETag.Should().Be(draft.ETag);
        (await _catalog.CreateAsync(Button, new ChangeRequest { By = "ada", Reason = "spring sale" })).IsStored
            .Should()
            .BeFalse("another request is another experiment of the same key");

        Experiment running = await Stored(_catalog.StartAsync(draft, start));
        Experiment again = await Stored(_catalog.StartAsync(draft, start));
        again.Should().BeEquivalentTo(running);
        again.History.Select(change => change.Id).Should().Equal(create.Id, start.Id);
        (await _catalog.StartAsync(draft, new ChangeRequest { By = "bob", Reason = "me too" })).IsStored.Should().BeFalse();
    }

    [Fact]
    public async Task A_life_from_draft_to_conclusion_is_kept_with_who_when_and_why()
    {
        Experiment draft = await Stored(_catalog.CreateAsync(Button, new() { By = "ada", Reason = "spring sale" }));
        Experiment running = await Stored(_catalog.StartAsync(draft, new() { By = "ada", Reason = "go" }));
        _clock.Advance(TimeSpan.FromDays(1));
        Experiment paused = await Stored(_catalog.PauseAsync(running, new() { By = "bob", Reason = "checkout is down" }));
        Experiment resumed = await Stored(_catalog.ResumeAsync(paused, new() { By = "bob", Reason = "checkout is up" }));
        ConcludeOutcome outcome = await _catalog.ConcludeAsync(resumed, new ConcludeRequest
        {
            Ship = "blue",
            By = "ada",
            Reason = "enough",
            Override = true,
        });
        outcome.IsConcluded.Should().BeTrue();
        Experiment concluded = outcome.Current;

        concluded.State.Should().Be(ExperimentState.Concluded);
        concluded.StartedAt.Should().Be(Start);
        concluded.History.Select(c => (c.Revision, c.Kind, c.By, c.Reason)).Should().Equal(
            (1, ExperimentChangeKind.Created, "ada", "spring sale"),
            (2, ExperimentChangeKind.Started, "ada", "go"),
            (3, ExperimentChangeKind.Paused, "bob", "checkout is down"),
            (4, ExperimentChangeKind.Resumed, "bob", "checkout is up"),
            (5, ExperimentChangeKind.Concluded, "ada", "enough"));
        Experiment? read = await _catalog.GetAsync("button");
        read.Should().BeEquivalentTo(concluded);
    }

    [Fact]
    public async Task Of_two_concurrent_edits_the_second_gets_a_conflict_and_nothing_is_lost()
    {
        Experiment seen = await Stored(_catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" }));
        Experiment first = await Stored(_catalog.EditAsync(seen, Button with { Coverage = 0.8 }, new() { By = "ada", Reason = "more" }));
        ExperimentUpdate second = await _catalog.EditAsync(seen, Button with { Coverage = 0.1 }, new() { By = "bob", Reason = "less" });

        second.IsStored.Should().BeFalse();
        second.Current.Should().BeEquivalentTo(first);
        (await _catalog.GetAsync("button"))!.Definition.Coverage.Should().Be(0.8);
    }

    [Fact]
    public async Task Creating_a_key_twice_stores_nothing_and_shows_the_first()
    {
        await Stored(_catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" }));
        ExperimentUpdate second = await _catalog.CreateAsync(Button with { Coverage = 0.1 }, new() { By = "bob", Reason = "new" });
        second.IsStored.Should().BeFalse();
        second.Current.Definition.Coverage.Should().Be(0.5);
    }

    [Fact]
    public async Task Weights_of_a_running_test_may_change_and_that_stays_visible()
    {
        Experiment running = await Running();
        running.WasReweighted.Should().BeFalse();
        ExperimentDefinition edit = Button with { Variants = [new("blue", 1), new("green", 3)] };
        Experiment edited = await Stored(_catalog.EditAsync(running, edit, new() { By = "ada", Reason = "green looks good" }));
        edited.WasReweighted.Should().BeTrue();
        edited.History[^1].Variants.Should().Equal(new WeightedVariant("blue", 1), new WeightedVariant("green", 3));
        edited.History[^2].Variants.Should().Equal(new WeightedVariant("blue", 1), new WeightedVariant("green", 1));
    }

    [Fact]
    public async Task The_plan_tells_who_would_move_and_saves_nothing()
    {
        Experiment running = await Running();
        ExperimentDefinition edit = Button with { Variants = [.. Button.Variants, new("red", 1)] };
        ExperimentPlan plan = _catalog.Plan(running, edit, Enumerable.Range(0, 20_000).Select(i => $"user-{i}"));
        plan.Rejections.Should().BeEmpty();
        plan.Assignment.BetweenOldVariants.Should().Be(0);
        plan.Assignment.Moves.Should().OnlyContain(m => m.To == "red" && m.From != null).And.HaveCount(2);

        // The layer holds 75 %, coverage 50 % of those; a third of them moves.
        plan.Assignment.MovedShare.Should().BeApproximately(0.75 * 0.5 / 3, 0.01);
        (await _catalog.GetAsync("button"))!.Revision.Should().Be(2);
        _catalog.Plan(running, edit with { Seed = "other" }, []).Rejections.Should().ContainSingle().Which.Should().Contain("seed");
    }

    [Fact]
    public async Task A_started_experiment_keeps_what_would_reassign_everybody()
    {
        Experiment running = await Running();
        foreach (ExperimentDefinition edit in new[]
        {
            Button with
            {
                Seed = "other",
            }, Button with { Scheme = AssignmentScheme.Md5Modulo }, Button with { Layer = null }, Button with { Control = "green" },
        })
        {
            Func<Task> act = () => _catalog.EditAsync(running, edit, new() { By = "ada", Reason = "oops" }).AsTask();
            await act.Should().ThrowAsync<InvalidOperationException>().WithMessage("The * of a started experiment stays*");
        }

        Func<Task> rename = () => _catalog.EditAsync(running, Button with { Key = "knob" }, new() { By = "ada", Reason = "oops" }).AsTask();
        await rename.Should().ThrowAsync<InvalidOperationException>().WithMessage("An experiment keeps its key 'button'*'knob'*");
    }

    [Fact]
    public async Task Steps_out_of_order_are_rejected_with_the_state_in_words()
    {
        Experiment draft = await Stored(_catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" }));
        await Rejected(
            () => _catalog.PauseAsync(draft, new() { By = "ada", Reason = "?" }), "*is a draft*paused only while it is running.");
        await Rejected(
            () => _catalog.ResumeAsync(draft, new() { By = "ada", Reason = "?" }),
            "*resumed only while it is paused or rolled back.");
        await Rejected(() => _catalog.ConcludeAsync(draft, new ConcludeRequest
        {
            Ship = "blue",
            By = "ada",
            Reason = "?",
        }), "*concluded only while it is running or paused or rolled back.");
        Experiment running = await Stored(_catalog.StartAsync(draft, new() { By = "ada", Reason = "go" }));
        await Rejected(
            () => _catalog.StartAsync(running, new() { By = "ada", Reason = "?" }),
            "*is running*started only while it is a draft.");
        Experiment concluded = (await _catalog.ConcludeAsync(running, new ConcludeRequest
        {
            Ship = "blue",
            By = "ada",
            Reason = "done",
            Override = true,
        })).Current;
        await Rejected(
            () => _catalog.EditAsync(concluded, Button, new() { By = "ada", Reason = "?" }),
            "*is concluded and can no longer be changed.");
        await Rejected(() => _catalog.ResumeAsync(concluded, new() { By = "ada", Reason = "?" }), "*is concluded*");
    }

    [Fact]
    public async Task A_change_of_an_experiment_that_does_not_exist_says_so()
    {
        Experiment draft = await Stored(_catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" }));
        await _store.Documents.DeleteAsync(new DocumentId("shop", "experiments", "button"), draft.ETag, default);
        Func<Task> act = () => _catalog.StartAsync(draft, new() { By = "ada", Reason = "go" }).AsTask();
        await act.Should().ThrowAsync<KeyNotFoundException>().WithMessage("Service 'shop' has no experiment 'button'.");
        (await _catalog.GetAsync("button")).Should().BeNull();
    }

    [Fact]
    public async Task All_are_listed_over_pages_and_services_do_not_see_each_other()
    {
        for (int i = 0; i < 230; i++)
        {
            await Stored(_catalog.CreateAsync(Button with { Key = $"e{i:000}" }, new() { By = "ada", Reason = "new" }));
        }

        var keys = new List<string>();
        await foreach (Experiment experiment in _catalog.ListAsync())
        {
            keys.Add(experiment.Definition.Key);
        }

        keys.Should().Equal(Enumerable.Range(0, 230).Select(i => $"e{i:000}"));
        (await new ExperimentCatalog(_store.Documents, _store.Enrollments, "other").GetAsync("e000")).Should().BeNull();
    }

    [Fact]
    public async Task What_is_stored_stays_readable_and_a_newer_format_is_rejected()
    {
        const string Stored =
            """{"v":1,"state":"Running","definition":{"key":"old","variants":[{"key":"a","weight":1},{"key":"b","weight":2,"payload":"{}"}],"scheme":"rendezvous-1","coverage":0.5,"targeting":[{"attribute":"plan","operator":"OneOf","values":["pro"]}],"forced":{"t":"b"}},"history":[{"revision":1,"kind":"Created","by":"ada","reason":"new","at":"2026-01-01T00:00:00+00:00","coverage":0.5,"variants":[{"key":"a","weight":1},{"key":"b","weight":2}]}]}""";
        await _store.Documents.PutAsync(DocumentWrite.Create(new DocumentId("shop", "experiments", "old"), Stored), default);
        Experiment old = (await _catalog.GetAsync("old"))!;
        old.State.Should().Be(ExperimentState.Running);
        old.Definition.Variants.Should().Equal(new ExperimentVariant("a", 1), new ExperimentVariant("b", 2, "{}"));
        new ExperimentAssigner(old).Decide("t").Should().Be(new VariantDecision
        {
            Variant = old.Definition.Variants[1],
            Reason = VariantReason.Forced,
        });

        await _store.Documents.PutAsync(
            DocumentWrite.Create(
                new DocumentId("shop", "experiments", "new"),
                Stored.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal)),
            default);
        Func<Task> newer = () => _catalog.GetAsync("new").AsTask();
        await newer.Should().ThrowAsync<StoreException>().WithMessage("*format 2*reads formats up to 1*");

        await _store.Documents.PutAsync(
            DocumentWrite.Create(
                new DocumentId("shop", "experiments", "hash"),
                Stored.Replace("rendezvous-1", "rendezvous-9", StringComparison.Ordinal)),
            default);
        Experiment hash = (await _catalog.GetAsync("hash"))!;
        Action assign = () => _ = new ExperimentAssigner(hash);
        assign.Should().Throw<UnknownAssignmentSchemeException>().WithMessage("*'rendezvous-9'*");
    }

    private async Task<Experiment> Running() =>
        await Stored(_catalog.StartAsync(
            await Stored(_catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" })),
            new() { By = "ada", Reason = "go" }));

    private static async Task<Experiment> Stored(ValueTask<ExperimentUpdate> update)
    {
        ExperimentUpdate done = await update;
        done.IsStored.Should().BeTrue();
        return done.Current;
    }

    private static async Task Rejected<T>(Func<ValueTask<T>> update, string message)
    {
        Func<Task> act = () => update().AsTask();
        await act.Should().ThrowAsync<InvalidOperationException>().WithMessage(message);
    }
}
