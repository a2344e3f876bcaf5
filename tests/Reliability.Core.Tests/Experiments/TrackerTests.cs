using CsCheck;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Experiments;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Experiments;

public sealed class TrackerTests
{
    private static readonly ExperimentId Id = new("shop", "button");
    private static readonly Gen<ChaosFault> Fault = Gen.OneOfConst(ChaosFault.None, ChaosFault.BeforeApply, ChaosFault.AfterApply);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly InMemoryEnrollmentStore _store = new();

    [Fact]
    public async Task Units_are_counted_once_over_replicas_that_all_see_them()
    {
        const int Units = 2_000;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async replica =>
        {
            using var tracker = new ExperimentTracker(_store, timeProvider: _clock);
            TrackedExperiment tracked = tracker.Track(Button());
            MetricRecorder bought = tracked.Metric("bought");
            await Task.Yield();
            for (int i = 0; i < Units; i++)
            {
                string unit = $"user-{(i + (replica * 250)) % Units}";
                tracked.Expose(unit);
                bought.Convert(unit);
                if (i % 300 == 0)
                {
                    await tracker.FlushAsync();
                }
            }

            await tracker.FlushAsync();
            tracker.Statistics.Should().BeEquivalentTo(new { Pending = 0, Dropped = 0, Tracked = 2 * Units, Settled = 2 * Units });
        }));

        EnrollmentSummary summary = await _store.SummarizeAsync(Id, default);
        summary.Crossed.Should().Be(0);
        summary.Arms.Sum(a => a.Units).Should().Be(Units);
        summary.Arms.Sum(a => a.Metrics.Single().X).Should().Be(Units);
        var assigner = new ExperimentAssigner(Button());
        foreach (ArmSummary arm in summary.Arms)
        {
            arm.Units.Should().Be(Enumerable.Range(0, Units).Count(i => assigner.Decide($"user-{i}").Variant!.Key == arm.Variant));
        }
    }

    [Fact]
    public async Task A_conversion_waits_for_an_exposure_from_another_process_and_no_longer_than_the_grace()
    {
        using var first = new ExperimentTracker(_store, timeProvider: _clock);
        using var second = new ExperimentTracker(_store, timeProvider: _clock);
        first.Track(Button()).Expose("user-1");
        _clock.Advance(TimeSpan.FromSeconds(1));
        MetricRecorder bought = second.Track(Button()).Metric("bought");
        bought.Convert("user-1");
        bought.Convert("nobody");
        await second.FlushAsync();
        second.Statistics.Should().BeEquivalentTo(new { Pending = 2, Counted = 0, Unexposed = 0 });

        await first.FlushAsync();
        await second.FlushAsync();
        second.Statistics.Should().BeEquivalentTo(new { Pending = 1, Counted = 1 });

        _clock.Advance(TimeSpan.FromSeconds(10));
        await second.FlushAsync();
        second.Statistics.Should().BeEquivalentTo(new { Pending = 0, Counted = 1, Unexposed = 1 });
    }

    [Fact]
    public async Task What_a_unit_did_before_it_was_exposed_does_not_count()
    {
        using var tracker = new ExperimentTracker(_store, timeProvider: _clock);
        TrackedExperiment tracked = tracker.Track(Button());
        tracked.Metric("bought").Convert("user-1");
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        tracked.Expose("user-1");
        tracked.Metric("revenue").SetCovariate("user-1", 12);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await tracker.FlushAsync();
        tracker.Statistics.Should().BeEquivalentTo(new { Enrolled = 1, Counted = 1, Unexposed = 1 });
    }

    [Fact]
    public async Task Units_in_two_arms_count_in_none_and_are_reported()
    {
        using var tracker = new ExperimentTracker(_store, timeProvider: _clock);
        TrackedExperiment tracked = tracker.Track(Button());
        MetricRecorder revenue = tracked.Metric("revenue");
        tracked.CountExposure("one", "blue").Should().BeTrue();
        tracked.CountExposure("two", "blue").Should().BeTrue();
        revenue.Add("one", 3);
        revenue.Add("two", 4);
        tracked.CountExposure("two", "green").Should().BeTrue();
        revenue.Add("two", 5);
        revenue.Add("one", 2, 1);
        await tracker.FlushAsync();

        EnrollmentSummary summary = await _store.SummarizeAsync(Id, default);
        summary.Crossed.Should().Be(1);
        summary.Arms.Should().ContainSingle().Which.Should().BeEquivalentTo(new ArmSummary
        {
            Variant = "blue",
            Units = 1,
            Metrics = [new MetricSums
        {
            Metric = "revenue",
            Units = 1,
            X = 5,
            XX = 25,
            Y = 1,
            YY = 1,
            XY = 5,
        }],
        });
        tracker.Statistics.Should().BeEquivalentTo(new { Enrolled = 2, Crossed = 1, Counted = 3, OfCrossed = 1 });
    }

    [Fact]
    public async Task A_second_conversion_and_one_for_another_variant_are_counted_as_what_they_are()
    {
        using var tracker = new ExperimentTracker(_store, timeProvider: _clock);
        TrackedExperiment tracked = tracker.Track(Button());
        string own = tracked.Expose("user-1").Variant!.Key;
        MetricRecorder bought = tracked.Metric("bought");
        bought.Convert("user-1", own == "blue" ? "green" : "blue");
        bought.Convert("user-1", own);
        bought.Convert("user-1");
        await tracker.FlushAsync();
        tracker.Statistics.Should().BeEquivalentTo(new { Counted = 1, Duplicates = 1, OtherVariant = 1 });
    }

    [Theory]
    [InlineData(ExperimentState.Draft)]
    [InlineData(ExperimentState.Paused)]
    [InlineData(ExperimentState.Concluded)]
    public void An_experiment_that_does_not_run_shows_nothing_and_counts_nothing(ExperimentState state)
    {
        using var tracker = new ExperimentTracker(_store, timeProvider: _clock);
        TrackedExperiment tracked = tracker.Track(Button() with { State = state });
        tracked.Expose("user-1").Variant.Should().BeNull();
        tracked.CountExposure("user-1", "blue").Should().BeFalse();
        tracked.Metric("bought").Convert("user-1").Should().BeFalse();
        tracker.Statistics.Tracked.Should().Be(0);
    }

    [Fact]
    public async Task Strange_ids_are_units_like_others()
    {
        string[] units =
        [
            new('x', 500), new string('x', 499)
                + "y", "\ud800", "line\nbreak", "e\u0301", "\u00e9", " ", "#sha256:abc", new string('\u20ac', 67),
        ];
        using var tracker = new ExperimentTracker(_store, timeProvider: _clock);
        TrackedExperiment tracked = tracker.Track(Button());
        foreach (string unit in units)
        {
            tracked.Expose(unit).Variant.Should().NotBeNull();
        }

        // For assignment, every half of a surrogate pair is U+FFFD; so it is here.
        tracked.Expose("\udfff").Variant.Should().Be(tracked.Decide("\ufffd").Variant);
        await tracker.FlushAsync();
        tracker.Statistics.Should().BeEquivalentTo(new { Enrolled = units.Length, Duplicates = 1 });
    }

    [Fact]
    public void A_full_memory_of_the_longest_ids_occupies_at_most_70_megabytes()
    {
        using var tracker = new ExperimentTracker(_store, timeProvider: _clock);
        TrackedExperiment tracked = tracker.Track(Button());

        int longest = Enumerable.Range(1, 20_000).Where(length => tracked.CountExposure(new string('x', length), "blue")).Max();

        longest.Should().Be(500);
        ((long)longest * sizeof(char) * new TrackerOptions().Capacity).Should().BeLessThan(70_000_000);
    }

    [Fact]
    public async Task A_full_memory_drops_and_says_so()
    {
        using var tracker = new ExperimentTracker(_store, new TrackerOptions { Capacity = 16 }, _clock);
        TrackedExperiment tracked = tracker.Track(Button());
        bool[] taken = [.. Enumerable.Range(0, 20).Select(i => tracked.CountExposure($"user-{i}", "blue"))];
        taken.Count(t => t).Should().Be(16);
        tracker.Statistics.Should().BeEquivalentTo(new { Tracked = 20, Pending = 16, Dropped = 4 });
        await tracker.FlushAsync();
        tracker.Statistics.Should().BeEquivalentTo(new { Enrolled = 16, Pending = 0, Dropped = 4 });
        tracked.CountExposure("late", "blue").Should().BeTrue();
    }

    [Fact]
    public void Tracking_allocates_nothing()
    {
        using var tracker = new ExperimentTracker(_store);
        TrackedExperiment tracked = tracker.Track(Button());
        MetricRecorder bought = tracked.Metric("bought");
        tracked.Expose("user-1");
        bought.Convert("user-1", null);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            tracked.Expose("user-1");
            bought.Convert("user-1");
            bought.Add("user-1", 2.5, 1);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public async Task Writers_on_many_threads_lose_nothing_while_the_reader_flushes()
    {
        const int Each = 20_000;
        using var tracker = new ExperimentTracker(_store, new TrackerOptions { Capacity = 1 << 18 });
        TrackedExperiment tracked = tracker.Track(Button());
        Task[] writers = [.. Enumerable.Range(0, 4).Select(w => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                tracked.CountExposure($"{w}-{i}", i % 2 == 0 ? "blue" : "green").Should().BeTrue();
            }
        }))];
        Task all = Task.WhenAll(writers);
        while (!all.IsCompleted)
        {
            await tracker.FlushAsync();
            TrackerStatistics s = tracker.Statistics;
            s.Pending.Should().BeGreaterThanOrEqualTo(0);
        }

        await all;
        await tracker.FlushAsync();
        tracker.Statistics.Should().BeEquivalentTo(new { Enrolled = 4 * Each, Pending = 0, Dropped = 0 });
        (await _store.SummarizeAsync(Id, default)).Arms.Select(a => a.Units).Should().Equal(2 * Each, 2 * Each);
    }

    /// <summary>
    /// Whatever the store does, each unit counts once and each value is summed once: what is stored equals what a store that never fails
    /// has.
    /// </summary>
    [Fact]
    public void A_store_that_fails_before_and_after_it_applied_counts_nothing_twice() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 2], Gen.Int[0, 9]).Array[1, 400].Select(Fault.Array[0, 60]).Sample((events, faults) =>
        {
            var sound = new InMemoryEnrollmentStore();
            var memory = new InMemoryStore();
            var faulty = new ChaosStore(memory);
            faulty.Controls[StorageRoles.Enrollments].Next(faults);
            foreach (IEnrollmentStore store in new[] { sound, faulty.Enrollments })
            {
                // A clock of its own: samples run side by side.
                var clock = new FakeTimeProvider(_clock.GetUtcNow());
                using var tracker = new ExperimentTracker(store, timeProvider: clock);
                TrackedExperiment tracked = tracker.Track(Button());
                MetricRecorder revenue = tracked.Metric("revenue");
                foreach ((int unit, int what, int value) in events)
                {
                    _ = what switch
                    {
                        0 => tracked.CountExposure($"u{unit}", value == 0 ? "green" : "blue"),
                        1 => revenue.Add($"u{unit}", value),
                        _ => Flush(tracker),
                    };
                }

                // Twice more than it takes: a value that waited for its exposure goes along with a flush after that, within the grace.
                for (int sent = 0; sent < 3;)
                {
                    if (Flush(tracker))
                    {
                        sent++;
                        clock.Advance(TimeSpan.FromSeconds(3));
                    }
                }

                TrackerStatistics s = tracker.Statistics;
                (s.Settled + s.Pending).Should().Be(s.Tracked);
            }

            return Equivalent(
                sound.SummarizeAsync(Id, default).AsTask().Result, memory.Enrollments.SummarizeAsync(Id, default).AsTask().Result);
        });

    [Fact]
    public async Task After_an_outage_that_filled_the_memory_one_flush_sends_all_of_it()
    {
        using var store = new ChaosStore(new InMemoryStore());
        store.Controls[StorageRoles.Enrollments].Next(Enumerable.Repeat(ChaosFault.BeforeApply, 30));
        using var tracker = new ExperimentTracker(store.Enrollments, new TrackerOptions { Capacity = 1024 }, _clock);
        TrackedExperiment tracked = tracker.Track(Button());
        for (int i = 0; i < 5_000; i++)
        {
            tracked.Expose($"u{i}");
            if (i % 200 == 0)
            {
                Flush(tracker);
            }
        }

        TrackerStatistics full = tracker.Statistics;
        full.Pending.Should().Be(1024, "that is what the memory takes, wherever in it events wait");
        full.Dropped.Should().Be(5_000 - 1024);
        while (!Flush(tracker))
        {
        }

        tracker.Statistics.Pending.Should().Be(0);
        tracker.Statistics.Enrolled.Should().Be(1024);
        (await store.Enrollments.SummarizeAsync(Id, default)).Arms.Sum(a => a.Units).Should().Be(1024);
    }

    [Fact]
    public async Task Units_that_are_never_exposed_cost_a_few_attempts_each_and_no_more_than_a_round_trip_for_a_hundred_events()
    {
        IEnrollmentStore store = Forwarding.To<IEnrollmentStore>(_store);
        using var tracker = new ExperimentTracker(store, timeProvider: _clock);
        TrackedExperiment tracked = tracker.Track(Button());
        MetricRecorder bought = tracked.Metric("bought");
        for (int second = 0; second < 60; second++)
        {
            for (int i = 0; i < 100; i++)
            {
                bought.Convert($"stranger-{second}-{i}");
            }

            tracked.Expose($"u{second}");
            await tracker.FlushAsync();
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        EnrollmentBatch[] sent = [.. store.ReceivedCalls().Select(call => call.GetArguments()[0]).OfType<EnrollmentBatch>()];
        sent.Length.Should().BeLessThanOrEqualTo(61);
        sent.Sum(batch => batch.Entries.Count).Should().BeLessThan(7 * 6_060);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await tracker.FlushAsync();
        tracker.Statistics.Unexposed.Should().Be(6_000);
    }

    private static bool Flush(ExperimentTracker tracker)
    {
        try
        {
            tracker.FlushAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private static bool Equivalent(EnrollmentSummary a, EnrollmentSummary b) =>
        a.Crossed == b.Crossed && a.Arms.Count == b.Arms.Count
        && a.Arms.Zip(b.Arms)
            .All(p =>
                p.First.Variant == p.Second.Variant && p.First.Units == p.Second.Units && p.First.Metrics.SequenceEqual(p.Second.Metrics));

    private static Experiment Button() => new()
    {
        Service = "shop",
        Definition = new ExperimentDefinition { Key = "button", Variants = [new("blue", 1), new("green", 1)] },
        State = ExperimentState.Running,
        History = [],
        ETag = ETag.New(),
    };
}
