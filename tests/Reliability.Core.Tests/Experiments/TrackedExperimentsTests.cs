using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.Core;
using NSubstitute.Extensions;
using Reliability.Experiments;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Experiments;

public sealed class ExperimentRunsTests : IDisposable
{
    private static readonly ExperimentDefinition Button = new() { Key = "button", Variants = [new("blue", 1), new("green", 1)] };
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStore _store;
    private readonly ExperimentCatalog _catalog;
    private readonly ExperimentTracker _tracker;
    private readonly TrackedExperiments _tracked;

    public ExperimentRunsTests()
    {
        _store = new InMemoryStore(_clock);
        _catalog = new ExperimentCatalog(_store.Documents, _store.Enrollments, "shop", _clock);
        _tracker = new ExperimentTracker(_store.Enrollments, timeProvider: _clock);
        _tracked = new TrackedExperiments(_catalog, _tracker, _clock);
    }

    public void Dispose()
    {
        _tracker.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task An_experiment_that_nobody_knows_is_none_and_counts_nothing()
    {
        _tracked.Get("button").Should().BeNull();
        _tracked.RefreshedAt.Should().BeNull();
        await _tracked.RefreshAsync();
        (_tracked.Get("button")?.Expose("user-1").Variant).Should().BeNull();
        _tracked.RefreshedAt.Should().Be(_clock.GetUtcNow());
        _tracker.Statistics.Tracked.Should().Be(0);
    }

    [Fact]
    public async Task A_life_is_seen_at_the_next_refresh_and_not_before()
    {
        Experiment draft = (await _catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" })).Current;
        await _tracked.RefreshAsync();
        _tracked.Get("button")!.Expose("user-1").Reason.Should().Be(VariantReason.NotRunning);

        Experiment running = (await _catalog.StartAsync(draft, new() { By = "ada", Reason = "go" })).Current;
        _tracked.Get("button")!.Expose("user-1").Reason.Should().Be(VariantReason.NotRunning, "it is not refreshed yet");
        await _tracked.RefreshAsync();
        _tracked.Get("button")!.Expose("user-1").Counts.Should().BeTrue();

        Experiment paused = (await _catalog.PauseAsync(running, new() { By = "ada", Reason = "stop" })).Current;
        await _tracked.RefreshAsync();
        _tracked.Get("button")!.Expose("user-1").Reason.Should().Be(VariantReason.NotRunning);
        _tracked.Get("button")!.Metric("bought").Convert("user-1").Should().BeFalse();

        await _catalog.ConcludeAsync(paused, new ConcludeRequest { Ship = "blue", By = "ada", Reason = "enough", Override = true });
        await _tracked.RefreshAsync();
        _tracked.Get("button")!.Experiment.State.Should().Be(ExperimentState.Concluded);
        _tracked.Get("button")!.Expose("user-1").Reason.Should().Be(VariantReason.NotRunning);
        _tracker.Statistics.Tracked.Should().Be(1);
    }

    [Fact]
    public async Task What_did_not_change_keeps_its_run_with_the_metrics_it_prepared()
    {
        Experiment button = (await _catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" })).Current;
        await _catalog.CreateAsync(Button with { Key = "price" }, new() { By = "ada", Reason = "new" });
        await _tracked.RefreshAsync();
        TrackedExperiment tracked = _tracked.Get("button")!;
        TrackedExperiment price = _tracked.Get("price")!;
        MetricRecorder bought = tracked.Metric("bought");
        await _catalog.StartAsync(button, new() { By = "ada", Reason = "go" });
        await _tracked.RefreshAsync();

        _tracked.Get("price").Should().BeSameAs(price);
        _tracked.Get("button").Should().NotBeSameAs(tracked);
        tracked.Metric("bought").Should().BeSameAs(bought);
    }

    [Fact]
    public async Task A_scheme_newer_than_this_library_is_skipped_and_named_and_the_others_go_on()
    {
        await _catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" });
        Experiment aged = (await _catalog.CreateAsync(Button with { Key = "aged" }, new() { By = "ada", Reason = "new" })).Current;
        Document stored = (await _store.Documents.GetAsync(new DocumentId("shop", "experiments", "aged"), default))!;
        string newer = stored.Json.Replace(AssignmentScheme.Rendezvous1, "rendezvous-9", StringComparison.Ordinal);
        newer.Should().NotBe(stored.Json);
        await _store.Documents.PutAsync(DocumentWrite.Replace(stored.Id, aged.ETag, newer), default);

        await _tracked.RefreshAsync();

        _tracked.Get("aged").Should().BeNull();
        _tracked.Get("button").Should().NotBeNull();
        _tracked.Skipped.Should().ContainSingle().Which.Key.Should().Be("aged");
        _tracked.Skipped.Single().Reason.Should().Contain("'rendezvous-9'");
    }

    [Fact]
    public async Task An_outage_keeps_what_was_known()
    {
        await _catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" });
        using var chaos = new ChaosStore(_store);
        var snapshot = new TrackedExperiments(new ExperimentCatalog(chaos.Documents, _store.Enrollments, "shop", _clock), _tracker, _clock);
        await snapshot.RefreshAsync();
        TrackedExperiment known = snapshot.Get("button")!;
        DateTimeOffset at = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMinutes(1));
        chaos.Controls[StorageRoles.Documents].IsDown = true;

        await snapshot.Awaiting(r => r.RefreshAsync().AsTask()).Should().ThrowAsync<StoreException>();

        snapshot.Get("button").Should().BeSameAs(known);
        snapshot.RefreshedAt.Should().Be(at);
    }

    [Fact]
    public async Task Of_two_refreshes_the_one_that_began_later_counts()
    {
        IDocumentStore documents = Forwarding.To(_store.Documents);
        var snapshot = new TrackedExperiments(new ExperimentCatalog(documents, _store.Enrollments, "shop", _clock), _tracker, _clock);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        documents.Configure().ListAsync(default!, default).ReturnsForAnyArgs(call => HeldAsync(call), call => ListAsync(call));
        Task early = snapshot.RefreshAsync().AsTask(); // has read that there is nothing, and hangs
        await _catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" });
        await snapshot.RefreshAsync();
        gate.SetResult();
        await early;

        snapshot.Get("button").Should().NotBeNull();

        async ValueTask<DocumentPage> HeldAsync(CallInfo call)
        {
            DocumentPage page = await ListAsync(call);
            await gate.Task;
            return page;
        }

        ValueTask<DocumentPage> ListAsync(CallInfo call) =>
            _store.Documents.ListAsync(call.Arg<DocumentQuery>(), call.Arg<CancellationToken>());
    }

    [Fact]
    public async Task On_the_way_of_a_request_nothing_is_allocated()
    {
        Experiment draft = (await _catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" })).Current;
        await _catalog.StartAsync(draft, new() { By = "ada", Reason = "go" });
        await _tracked.RefreshAsync();
        Request(_tracked);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            Request(_tracked);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        _tracker.Statistics.Tracked.Should().Be(2_002);

        static void Request(TrackedExperiments snapshot)
        {
            TrackedExperiment tracked = snapshot.Get("button")!;
            tracked.Decide("user-1");
            tracked.Expose("user-1");
            tracked.Metric("bought").Convert("user-1");
            tracked.CountImpressionCall("green");
            _ = snapshot.Get("nobody")?.Expose("user-1");
        }
    }

    [Fact]
    public async Task Metrics_without_end_are_served_and_not_all_kept()
    {
        await _catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" });
        await _tracked.RefreshAsync();
        TrackedExperiment tracked = _tracked.Get("button")!;
        MetricRecorder first = tracked.Metric("m-0");
        for (int i = 1; i < 2_000; i++)
        {
            tracked.Metric($"m-{i}").Name.Should().Be($"m-{i}");
        }

        tracked.Metric("m-0").Should().BeSameAs(first);
        tracked.Metric("m-1999").Should().NotBeSameAs(tracked.Metric("m-1999"));
    }

    [Fact]
    public async Task Calls_are_counted_as_calls_over_all_versions_and_only_while_it_runs()
    {
        Experiment draft = (await _catalog.CreateAsync(Button, new() { By = "ada", Reason = "new" })).Current;
        _tracker.Track(draft).CountImpressionCall("blue").Should().BeFalse();
        Experiment running = (await _catalog.StartAsync(draft, new() { By = "ada", Reason = "go" })).Current;
        TrackedExperiment tracked = _tracker.Track(running);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                tracked.CountImpressionCall("blue").Should().BeTrue();
                tracked.CountImpressionCall("green").Should().BeTrue();
                tracked.CountConversionCall("green").Should().BeTrue();
            }
        })));
        Experiment edited =
            (await _catalog.EditAsync(
                running,
                Button with { Variants = [.. Button.Variants, new("red", 1)] },
                new() { By = "ada", Reason = "more" })).Current;
        _tracker.Track(edited).CountImpressionCall("blue");

        _tracker.Calls.Should().Equal(
            new VariantCalls
            {
                Service = "shop",
                Experiment = "button",
                Variant = "blue",
                Impressions = 4_001,
                Conversions = 0,
            }, new VariantCalls
            {
                Service = "shop",
                Experiment = "button",
                Variant = "green",
                Impressions = 4_000,
                Conversions = 4_000,
            }, new VariantCalls
            {
                Service = "shop",
                Experiment = "button",
                Variant = "red",
                Impressions = 0,
                Conversions = 0,
            });
        _tracker.Statistics.Tracked.Should().Be(0, "calls are no units");
    }

    [Fact]
    public void A_plan_says_that_nobody_already_exposed_moves()
    {
        Experiment seen = new() { Service = "shop", Definition = Button, State = ExperimentState.Running, History = [], ETag = ETag.New() };
        ExperimentDefinition sticky = Button with { IsSticky = true, Variants = [new("blue", 1), new("green", 3)] };
        _catalog.Plan(seen, sticky with { IsSticky = false }, ["user-1"]).Notes.Should().BeEmpty();
        ExperimentPlan plan = _catalog.Plan(seen, sticky, ["user-1"]);
        plan.Rejections.Should().BeEmpty();
        plan.Notes.Should().ContainSingle().Which.Should().Contain("no exposed unit moves").And.NotContain("Only");
        _catalog.Plan(seen, sticky with { Variants = [new("blue", 1), new("red", 1)] }, ["user-1"]).Notes
            .Single()
            .Should()
            .Contain("Only those of 'green'");
        _catalog.Plan(seen with { Definition = sticky }, Button, ["user-1"]).Notes.Single().Should().Contain("no longer be sticky");
    }

    [Fact]
    public async Task A_sticky_experiment_is_stored_as_such_and_a_service_may_have_a_long_name()
    {
        var catalog = new ExperimentCatalog(_store.Documents, _store.Enrollments, new string('s', 200), _clock);
        await catalog.CreateAsync(Button with { IsSticky = true }, new() { By = "ada", Reason = "new" });
        (await catalog.GetAsync("button"))!.Definition.IsSticky.Should().BeTrue();
        (await new ExperimentCatalog(_store.Documents, _store.Enrollments, new string('s', 199), _clock).GetAsync("button"))
            .Should()
            .BeNull();
    }
}
