using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.Extensions;
using Reliability.Experiments;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Experiments;

/// <summary>What happens with the events of a tracker that wait when it is disposed.</summary>
public sealed class TrackerDisposalTests
{
    private static readonly ExperimentId Id = new("shop", "button");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly InMemoryEnrollmentStore _store = new();

    [Fact]
    public async Task A_disposed_tracker_sends_nothing_and_counts_later_events_as_dropped()
    {
        var tracker = new ExperimentTracker(_store, timeProvider: _clock);
        TrackedExperiment tracked = tracker.Track(Button());
        tracked.Expose("user-1");
        tracker.Dispose();
        tracked.Expose("user-2");

        tracker.Statistics.Should().BeEquivalentTo(new { Tracked = 2, Pending = 1, Dropped = 1 });
        (await _store.SummarizeAsync(Id, default)).Arms.Should().BeEmpty();
    }

    [Fact]
    public async Task DisposeAsync_sends_what_is_pending_and_counts_later_events_as_dropped()
    {
        var tracker = new ExperimentTracker(_store, timeProvider: _clock);
        TrackedExperiment tracked = tracker.Track(Button());
        tracked.Expose("user-1");
        await tracker.DisposeAsync();
        tracked.Expose("user-2");
        await tracker.DisposeAsync();

        tracker.Statistics.Should().BeEquivalentTo(new { Tracked = 2, Enrolled = 1, Pending = 0, Dropped = 1 });
        (await _store.SummarizeAsync(Id, default)).Arms.Sum(arm => arm.Units).Should().Be(1);
    }

    [Fact]
    public async Task DisposeAsync_reports_no_fault_of_the_store_and_keeps_the_events_counted_as_pending()
    {
        using var store = new ChaosStore(new InMemoryStore());
        store.Controls[StorageRoles.Enrollments].IsDown = true;
        var tracker = new ExperimentTracker(store.Enrollments, timeProvider: _clock);
        tracker.Track(Button()).Expose("user-1");

        await tracker.DisposeAsync();

        tracker.Statistics.Should().BeEquivalentTo(new { Tracked = 1, Pending = 1, Dropped = 0 });
    }

    [Fact]
    public async Task DisposeAsync_waits_5_seconds_for_a_store_that_hangs()
    {
        IEnrollmentStore hanging = Forwarding.To<IEnrollmentStore>(_store);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hanging.Configure().ApplyAsync(default!, default).ReturnsForAnyArgs(call => NeverAsync(call.Arg<CancellationToken>()));
        var tracker = new ExperimentTracker(hanging, timeProvider: _clock);
        tracker.Track(Button()).Expose("user-1");
        Task dispose = tracker.DisposeAsync().AsTask();
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        dispose.IsCompleted.Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await dispose.WaitAsync(TimeSpan.FromSeconds(30));
        tracker.Statistics.Should().BeEquivalentTo(new { Tracked = 1, Pending = 1 });

        async ValueTask<EnrollmentResult> NeverAsync(CancellationToken cancellationToken)
        {
            entered.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("It never answers.");
        }
    }

    private static Experiment Button() => new()
    {
        Service = "shop",
        Definition = new ExperimentDefinition { Key = "button", Variants = [new("blue", 1), new("green", 1)] },
        State = ExperimentState.Running,
        History = [],
        ETag = ETag.New(),
    };
}
