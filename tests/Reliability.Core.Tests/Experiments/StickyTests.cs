using System.Collections.Concurrent;
using NSubstitute;
using NSubstitute.Core;
using NSubstitute.Extensions;
using Reliability.Experiments;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Experiments;

public sealed class StickyTests : IDisposable
{
    private static readonly ExperimentId Id = new("shop", "button");
    private static readonly string[] Units = [.. Enumerable.Range(0, 500).Select(i => $"user-{i}")];
    private readonly ChaosStore _chaos = new(new InMemoryStore());
    private readonly IEnrollmentStore _store;
    private readonly ExperimentTracker _tracker;

    public StickyTests()
    {
        _store = Forwarding.To(_chaos.Enrollments);
        _tracker = new ExperimentTracker(_store);
    }

    /// <summary>How often the store was asked for variants.</summary>
    private int LookUps => _store.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(IEnrollmentStore.GetVariantsAsync));

    public void Dispose() => _tracker.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_exposed_moves_when_weights_and_coverage_change(bool isSameProcess)
    {
        TrackedExperiment before = _tracker.Track(Button([new("blue", 1), new("green", 1)]));
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string unit in Units[..250])
        {
            shown[unit] = (await before.ExposeAsync(unit)).Variant!.Key;
        }

        using var other = new ExperimentTracker(_store);
        if (!isSameProcess)
        {
            await _tracker.FlushAsync(); // another process knows what the store knows
        }

        ExperimentTracker tracker = isSameProcess ? _tracker : other;
        TrackedExperiment after = tracker.Track(Button([new("blue", 0), new("green", 1), new("red", 8)], coverage: 0.3));
        foreach (string unit in Units)
        {
            VariantDecision decision = await after.ExposeAsync(unit);
            VariantDecision draw = after.Decide(unit);
            if (shown.TryGetValue(unit, out string? first))
            {
                decision.Variant!.Key.Should().Be(first);
                decision.Reason.Should().Be(draw.Variant?.Key == first ? VariantReason.Assigned : VariantReason.Kept);
                decision.Counts.Should().BeTrue();
            }
            else
            {
                decision.Should().Be(draw, "who was not exposed yet is given the draw");
            }
        }

        await tracker.FlushAsync();
        EnrollmentSummary sums = await _store.SummarizeAsync(Id, default);
        sums.Crossed.Should().Be(0);
        sums.Arms.Sum(a => a.Units).Should().Be(250 + Units[250..].Count(unit => after.Decide(unit).Counts));
        sums.Arms.Single(a => a.Variant == "blue").Units.Should().Be(shown.Count(s => s.Value == "blue"));
    }

    [Fact]
    public async Task The_same_change_without_stickiness_puts_units_into_two_arms()
    {
        TrackedExperiment before = _tracker.Track(Button([new("blue", 1), new("green", 1)], isSticky: false));
        TrackedExperiment after = _tracker.Track(Button([new("blue", 0), new("green", 1)], isSticky: false));
        int moved = 0;
        foreach (string unit in Units)
        {
            moved += (await before.ExposeAsync(unit)).Variant == (await after.ExposeAsync(unit)).Variant ? 0 : 1;
        }

        await _tracker.FlushAsync();
        moved.Should().BeInRange(200, 300);
        (await _store.SummarizeAsync(Id, default)).Crossed.Should().Be(moved);
        LookUps.Should().Be(0, "what is not sticky asks nothing");
    }

    [Fact]
    public async Task What_a_vendor_exposed_is_kept_whatever_the_draw_says()
    {
        TrackedExperiment tracked = _tracker.Track(Button([new("blue", 1), new("green", 1)]));
        string unit = Units.First(u => tracked.Decide(u).Variant!.Key == "blue");
        tracked.CountExposure(unit, "green");
        await _tracker.FlushAsync();

        (await tracked.ExposeAsync(unit)).Should().Be(new VariantDecision
        {
            Variant = tracked.Experiment.Definition.Variants[1],
            Reason = VariantReason.Kept,
        });
    }

    [Fact]
    public async Task A_unit_is_looked_up_once_and_one_outside_once_a_version()
    {
        TrackedExperiment tracked = _tracker.Track(Button([new("blue", 1), new("green", 1)], coverage: 0.5));
        string inside = Units.First(u => tracked.Decide(u).Counts);
        string outside = Units.First(u => !tracked.Decide(u).Counts);
        for (int i = 0; i < 3; i++)
        {
            (await tracked.ExposeAsync(inside)).Reason.Should().Be(VariantReason.Assigned);
            (await tracked.ExposeAsync(outside)).Reason.Should().Be(VariantReason.NotIncluded);
        }

        LookUps.Should().Be(2);
        TrackedExperiment next = _tracker.Track(Button([new("blue", 1), new("green", 1)], coverage: 0.4));
        await next.ExposeAsync(inside);
        await next.ExposeAsync(outside);
        LookUps.Should().Be(3, "another version may have taken the unit that was outside");
    }

    [Fact]
    public async Task Memory_of_units_is_bounded_and_what_it_forgets_is_looked_up_again()
    {
        TrackedExperiment tracked = _tracker.Track(Button([new("blue", 1), new("green", 1)]));
        await tracked.ExposeAsync("first");
        for (int i = 0; i < 1 << 16; i++)
        {
            await tracked.ExposeAsync($"other-{i}");
        }

        int before = LookUps;
        await tracked.ExposeAsync($"other-{(1 << 16) - 1}");
        LookUps.Should().Be(before);
        await tracked.ExposeAsync("first");
        LookUps.Should().Be(before + 1);
    }

    [Fact]
    public async Task Two_versions_that_look_up_the_same_new_unit_at_once_agree()
    {
        TrackedExperiment old = _tracker.Track(Button([new("blue", 1), new("green", 0)]));
        TrackedExperiment next = _tracker.Track(Button([new("blue", 0), new("green", 1)]));
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        DuringLookUp(() => answer.Task);
        Task<VariantDecision>[] both = [old.ExposeAsync("user-1").AsTask(), next.ExposeAsync("user-1").AsTask()];
        answer.SetResult();

        VariantDecision[] decisions = await Task.WhenAll(both);
        decisions[0].Variant!.Key.Should().Be(decisions[1].Variant!.Key);
        await _tracker.FlushAsync();
        (await _store.SummarizeAsync(Id, default)).Crossed.Should().Be(0);
    }

    [Fact]
    public async Task While_weights_change_under_load_no_unit_is_ever_shown_two_variants()
    {
        using var tracker = new ExperimentTracker(_store, new TrackerOptions { Capacity = 1 << 20 });
        DuringLookUp(() => Task.Run(static () => { })); // answers come late and in any order
        TrackedExperiment current = tracker.Track(Button([new("blue", 1), new("green", 1)]));
        var shown = new ConcurrentDictionary<(string Unit, string Variant), bool>();
        int running = 4;
        Task[] readers = [.. Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            for (int i = 0; i < 4_000; i++)
            {
                string unit = $"user-{(i * (reader + 1)) % 1_000}";
                if ((await Volatile.Read(ref current).ExposeAsync(unit)).Variant is { } variant)
                {
                    shown[(unit, variant.Key)] = true;
                }
            }

            Interlocked.Decrement(ref running);
        }))];
        for (int change = 0; Volatile.Read(ref running) > 0; change++)
        {
            Volatile.Write(
                ref current,
                tracker.Track(Button([new("blue", 1 + (change % 7)), new("green", 1 + (change % 3))], coverage: 0.5 + (change % 5 * 0.1))));
            await tracker.FlushAsync();
        }

        await Task.WhenAll(readers);
        await tracker.FlushAsync();
        shown.Keys.GroupBy(one => one.Unit, StringComparer.Ordinal).Should().OnlyContain(unit => unit.Count() == 1);
        EnrollmentSummary sums = await _store.SummarizeAsync(Id, default);
        sums.Crossed.Should().Be(0);
        sums.Arms.Sum(arm => arm.Units).Should().Be(shown.Count);
    }

    [Fact]
    public async Task An_outage_gives_no_variant_with_the_reason_and_counts_no_unit()
    {
        TrackedExperiment tracked = _tracker.Track(Button([new("blue", 1), new("green", 1)]));
        await tracked.ExposeAsync("known");
        _chaos.Controls[StorageRoles.Enrollments].IsDown = true;

        (await tracked.ExposeAsync("user-1")).Should().Be(new VariantDecision { Reason = VariantReason.StoreUnavailable });
        (await tracked.ExposeAsync("known")).Counts.Should().BeTrue("memory knows it");
        _tracker.Statistics.Should().BeEquivalentTo(new { Tracked = 2, FellBack = 0, StoreUnavailable = 1 });
    }

    [Fact]
    public async Task With_the_fall_back_an_outage_gives_the_draw_and_is_counted()
    {
        using var tracker = new ExperimentTracker(_store, new TrackerOptions { FallBackToDraw = true });
        TrackedExperiment tracked = tracker.Track(Button([new("blue", 1), new("green", 1)]));
        string unit = Units.First(u => tracked.Decide(u).Variant!.Key == "blue");
        tracked.CountExposure(unit, "green");
        await tracker.FlushAsync();

        _chaos.Controls[StorageRoles.Enrollments].IsDown = true;
        (await tracked.ExposeAsync(unit)).Should().Be(tracked.Decide(unit));
        tracker.Statistics.FellBack.Should().Be(1);
        _chaos.Controls[StorageRoles.Enrollments].IsDown = false;
        (await tracked.ExposeAsync(unit)).Variant!.Key.Should().Be("green", "a draw given blindly is not remembered");
    }

    [Theory]
    [InlineData(ExperimentState.Draft)]
    [InlineData(ExperimentState.Paused)]
    [InlineData(ExperimentState.Concluded)]
    public async Task One_that_does_not_run_shows_nothing_and_asks_nothing(ExperimentState state)
    {
        TrackedExperiment tracked = _tracker.Track(Button([new("blue", 1), new("green", 1)]) with { State = state });
        (await tracked.ExposeAsync("user-1")).Should().Be(new VariantDecision { Reason = VariantReason.NotRunning });
        (LookUps, _tracker.Statistics.Tracked).Should().Be((0, 0));
    }

    [Fact]
    public async Task Forced_units_and_targeting_come_first()
    {
        Experiment button = Button([new("blue", 1), new("green", 1)]);
        TrackedExperiment tracked = _tracker.Track(button with
        {
            Definition = button.Definition with
            {
                Targeting = [new TargetingRule("country", TargetingOperator.OneOf, ["DE"])],
                Forced = new Dictionary<string, string>(StringComparer.Ordinal) { ["tester"] = "green" },
            },
        });
        (await tracked.ExposeAsync("tester")).Reason.Should().Be(VariantReason.Forced);
        (await tracked.ExposeAsync("user-1")).Reason.Should().Be(VariantReason.NotTargeted);
        (await tracked.ExposeAsync("")).Reason.Should().Be(VariantReason.InvalidUnit);
        (LookUps, _tracker.Statistics.Tracked).Should().Be((0, 0));
    }

    [Fact]
    public async Task A_variant_that_is_gone_cannot_be_kept_and_the_unit_is_in_two_arms()
    {
        await _tracker.Track(Button([new("blue", 1), new("red", 0)])).ExposeAsync("user-1");
        VariantDecision decision = await _tracker.Track(Button([new("green", 1), new("red", 0)])).ExposeAsync("user-1");
        (decision.Variant!.Key, decision.Reason).Should().Be(("green", VariantReason.Assigned));
        await _tracker.FlushAsync();
        (await _store.SummarizeAsync(Id, default)).Crossed.Should().Be(1);
    }

    [Fact]
    public async Task Strange_ids_are_looked_up_under_the_name_that_they_are_stored_by()
    {
        string[] strange = [new('x', 500), "line\nbreak", "\ud800"];
        TrackedExperiment tracked = _tracker.Track(Button([new("blue", 1), new("green", 0)]));
        foreach (string unit in strange)
        {
            await tracked.ExposeAsync(unit);
        }

        await _tracker.FlushAsync();
        using var other = new ExperimentTracker(_store);
        TrackedExperiment next = other.Track(Button([new("blue", 0), new("green", 1)]));
        foreach (string unit in strange)
        {
            (await next.ExposeAsync(unit)).Variant!.Key.Should().Be("blue");
        }
    }

    [Fact]
    public async Task A_unit_that_is_known_costs_no_allocation()
    {
        TrackedExperiment tracked = _tracker.Track(Button([new("blue", 1), new("green", 1)]));
        await tracked.ExposeAsync("user-1");
        Known(tracked);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Known(tracked);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        static void Known(TrackedExperiment tracked)
        {
            for (int i = 0; i < 1_000; i++)
            {
                ValueTask<VariantDecision> decision = tracked.ExposeAsync("user-1");
                if (!decision.IsCompletedSuccessfully)
                {
                    throw new InvalidOperationException("It waits.");
                }
            }
        }
    }

    /// <summary>What happens while the answer to a look-up is on its way.</summary>
    private void DuringLookUp(Func<Task> happens)
    {
        _store.Configure().GetVariantsAsync(default!, default!, default).ReturnsForAnyArgs(call => LookUpAsync(call));

        async ValueTask<IReadOnlyList<string?>> LookUpAsync(CallInfo call)
        {
            IReadOnlyList<string?> found = await _chaos.Enrollments.GetVariantsAsync(
                call.ArgAt<ExperimentId>(0), call.ArgAt<IReadOnlyList<string>>(1), call.ArgAt<CancellationToken>(2));
            await happens();
            return found;
        }
    }

    private static Experiment Button(IReadOnlyList<ExperimentVariant> variants, double coverage = 1, bool isSticky = true) => new()
    {
        Service = "shop",
        Definition = new ExperimentDefinition { Key = "button", Variants = variants, Coverage = coverage, IsSticky = isSticky },
        State = ExperimentState.Running,
        History = [],
        ETag = ETag.New(),
    };
}
