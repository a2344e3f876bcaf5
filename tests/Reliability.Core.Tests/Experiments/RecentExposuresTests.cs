using Reliability.Experiments;
using Reliability.Experiments.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

public sealed class RecentExposuresTests
{
    private static readonly ExperimentId Id = new("shop", "button");
    private readonly InMemoryEnrollmentStore _store = new();

    [Fact]
    public async Task A_repeated_exposure_takes_no_memory_and_is_counted_at_once()
    {
        using var tracker = new ExperimentTracker(_store, new TrackerOptions { Capacity = 16 });
        TrackedExperiment tracked = tracker.Track(Button("button"));
        tracked.Expose("user-1").Counts.Should().BeTrue();
        await tracker.FlushAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                tracked.CountExposure("user-1", tracked.Expose("user-1").Variant!.Key).Should().BeTrue();
            }
        })));

        tracker.Statistics.Should().BeEquivalentTo(
            new { Tracked = 8_001, Enrolled = 1, Duplicates = 8_000, Settled = 8_001, Pending = 0, Dropped = 0 });
        tracker.Dispose();
        tracked.CountExposure("user-1", tracked.Decide("user-1").Variant!.Key).Should().BeFalse();
        tracker.Statistics.Should().BeEquivalentTo(new { Tracked = 8_002, Duplicates = 8_000, Dropped = 1 });
    }

    [Fact]
    public async Task A_counted_unit_is_new_to_another_arm_and_to_another_experiment()
    {
        using var tracker = new ExperimentTracker(_store);
        TrackedExperiment button = tracker.Track(Button("button"));
        TrackedExperiment header = tracker.Track(Button("header"));
        button.CountExposure("user-1", "blue").Should().BeTrue();
        await tracker.FlushAsync();

        header.CountExposure("user-1", "blue").Should().BeTrue();
        button.CountExposure("user-1", "green").Should().BeTrue();
        tracker.Statistics.Should().BeEquivalentTo(new { Duplicates = 0, Pending = 2 });
        await tracker.FlushAsync();

        (await _store.SummarizeAsync(Id, default)).Crossed.Should().Be(1);
        (await _store.SummarizeAsync(header.Id, default)).Arms.Sum(arm => arm.Units).Should().Be(1);
    }

    [Fact]
    public async Task An_id_that_is_the_stored_name_of_a_counted_unit_is_another_unit()
    {
        string unit = new('x', 500);
        string name = UnitName.Of(unit);
        using var tracker = new ExperimentTracker(_store);
        TrackedExperiment tracked = tracker.Track(Button("button"));
        tracked.CountExposure(unit, "blue");
        await tracker.FlushAsync();

        tracked.CountExposure(name, "blue");
        tracked.CountExposure(unit, "blue");
        await tracker.FlushAsync();

        name.Should().StartWith("#sha256:");
        tracker.Statistics.Should().BeEquivalentTo(new { Enrolled = 2, Duplicates = 1 });
        (await _store.SummarizeAsync(Id, default)).Arms.Single().Units.Should().Be(2);
    }

    [Fact]
    public void The_last_generation_is_known_and_the_one_before_it_until_the_next_is_full()
    {
        const int Each = 1_000;
        var recent = new RecentExposures(Each);
        for (int i = 0; i < 3 * Each; i++)
        {
            Add(recent, i);
        }

        Enumerable.Range(0, Each).Should().NotContain(i => Knows(recent, i));
        Enumerable.Range(Each, 2 * Each).Should().OnlyContain(i => Knows(recent, i));
        Add(recent, 3 * Each);
        Enumerable.Range(Each, Each).Should().NotContain(i => Knows(recent, i));
        Enumerable.Range(2 * Each, Each + 1).Should().OnlyContain(i => Knows(recent, i));
    }

    [Fact]
    public void Ids_of_equal_hashes_replace_each_other_and_are_never_taken_for_one_another()
    {
        var recent = new RecentExposures(1_000);
        for (int i = 0; i < 100; i++)
        {
            recent.Add(42, Id, $"user-{i}", "blue");
            recent.Contains(42, Id, $"user-{i}", "blue").Should().BeTrue();
        }

        recent.Contains(42, Id, "user-100", "blue").Should().BeFalse();
        recent.Contains(42, Id, "user-99", "green").Should().BeFalse();
        Enumerable.Range(0, 100).Count(i => recent.Contains(42, Id, $"user-{i}", "blue")).Should().Be(64);
    }

    [Fact]
    public async Task What_is_added_is_found_while_the_memory_grows()
    {
        const int Count = 20_000;
        var recent = new RecentExposures(Count);
        Add(recent, 0);
        int added = 0;
        Task<bool> reader = Task.Run(() =>
        {
            bool isKnown = true;
            for (int i = 0; Volatile.Read(ref added) < Count; i++)
            {
                isKnown &= Knows(recent, 0) && Knows(recent, Volatile.Read(ref added)) && !Knows(recent, Count + i);
            }

            return isKnown;
        });
        for (int i = 1; i <= Count; i++)
        {
            Add(recent, i);
            Volatile.Write(ref added, i);
        }

        (await reader).Should().BeTrue();
    }

    private static void Add(RecentExposures recent, int number) => recent.Add(HashOf(number), Id, $"user-{number}", "blue");

    private static bool Knows(RecentExposures recent, int number) => recent.Contains(HashOf(number), Id, $"user-{number}", "blue");

    private static ulong HashOf(int number) => RecentExposures.HashOf(Id) ^ UnitHash.Of($"user-{number}");

    private static Experiment Button(string key) => new()
    {
        Service = "shop",
        Definition = new ExperimentDefinition { Key = key, Variants = [new("blue", 1), new("green", 1)] },
        State = ExperimentState.Running,
        History = [],
        ETag = ETag.New(),
    };
}
