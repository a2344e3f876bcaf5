using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Recording;

[Trait("guarantee", "5")]
public sealed class StopTests
{
    private readonly FaultySeries _store = new();
    private readonly ReliabilityRecorder _recorder;

    public StopTests() => _recorder = Given.Recorder(_store.Series, new StepClock(Given.Noon));

    [Fact]
    public async Task A_stop_drains_and_tells_where_every_event_went()
    {
        _recorder.Outcome().Record(3, 2);
        _recorder.Outcome().Record(good: true, Given.Noon.AddHours(-1));

        RecorderStatistics end = await _recorder.StopAsync();

        end.Should().BeEquivalentTo(new { Recorded = 6, Flushed = 6, Pending = 0, Dropped = 0, PendingBuckets = 0 });
        _store.Stored.Events.Should().Be(6);
    }

    [Fact]
    public async Task Events_after_the_stop_are_counted_as_dropped()
    {
        await _recorder.StopAsync();
        _recorder.Outcome().Record(good: true);
        _recorder.Outcome().Record(2, 1);
        _recorder.Outcome().Record(good: true, Given.Noon).Should().Be(RecordResult.Stopped);
        await _recorder.FlushAsync();

        _recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 5, DroppedStopped = 5, Pending = 0 });
        _store.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task A_second_stop_does_nothing_and_tells_the_same()
    {
        _recorder.Outcome().Record(good: true);
        RecorderStatistics first = await _recorder.StopAsync();

        (await _recorder.StopAsync()).Should().Be(first);
        await _recorder.DisposeAsync();
        _store.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task A_store_that_is_away_at_the_stop_is_reported_and_all_that_waited_is_counted_as_dropped()
    {
        _recorder.Outcome().Record(3, 0);
        _store.Always(ChaosFault.BeforeApply);
        await _recorder.Invoking(r => r.FlushAsync().AsTask()).Should().ThrowAsync<StoreException>();
        _recorder.Outcome().Record(0, 4);
        await _recorder.Invoking(r => r.StopAsync().AsTask()).Should().ThrowAsync<StoreException>();

        RecorderStatistics s = _recorder.GetStatistics();
        s.ShouldBalance();
        s.Should().BeEquivalentTo(new { Recorded = 7, DroppedStopped = 7, Pending = 0, PendingBuckets = 0 });
        (await _recorder.StopAsync()).Should().Be(s, "the fault was reported once");
        _store.Always(ChaosFault.None);
        await _recorder.FlushAsync();
        _store.Stored.Events.Should().Be(0, "what was given up is not sent later");
    }

    [Fact]
    public async Task A_dispose_has_nobody_to_tell_that_the_store_is_away()
    {
        _recorder.Outcome().Record(good: true);
        _store.Always(ChaosFault.BeforeApply);

        await _recorder.DisposeAsync();

        _recorder.GetStatistics().Should().BeEquivalentTo(new { DroppedStopped = 1, Pending = 0 });
    }

    [Fact]
    public async Task DisposeAsync_waits_5_seconds_for_a_store_that_hangs_and_counts_the_rest_as_dropped()
    {
        var clock = new FakeTimeProvider(Given.Noon);
        ReliabilityRecorder recorder = Given.Recorder(_store.Series, clock);
        recorder.Outcome().Record(good: true);
        Hold hold = _store.HoldNext();
        Task dispose = recorder.DisposeAsync().AsTask();
        await hold.Entered;
        clock.Advance(TimeSpan.FromSeconds(4.9));
        dispose.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.1));

        await dispose.WaitAsync(TimeSpan.FromSeconds(30));
        recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 1, DroppedStopped = 1, Pending = 0 });
    }

    [Fact]
    public async Task A_stop_that_is_cancelled_counts_what_the_store_did_not_take_as_dropped()
    {
        _recorder.Outcome().Record(good: true);
        Hold hold = _store.HoldNext();
        using var cancel = new CancellationTokenSource();
        Task stop = _recorder.StopAsync(cancel.Token).AsTask();
        await hold.Entered;
        await cancel.CancelAsync();
        await stop.Invoking(s => s).Should().ThrowAsync<OperationCanceledException>();

        _recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 1, DroppedStopped = 1, Pending = 0 });
    }

    [Fact]
    public async Task A_stop_that_is_cancelled_does_not_wait_for_a_flush_that_hangs()
    {
        _recorder.Outcome().Record(good: true);
        Hold hold = _store.HoldNext();
        Task flush = _recorder.FlushAsync().AsTask();
        await hold.Entered;
        using var cancel = new CancellationTokenSource();
        Task stop = _recorder.StopAsync(cancel.Token).AsTask();
        stop.IsCompleted.Should().BeFalse("a stop lets the flush that is on its way finish");
        await cancel.CancelAsync();

        await flush.WaitAsync(TimeSpan.FromSeconds(30))
            .Invoking(f => f)
            .Should()
            .ThrowAsync<OperationCanceledException>("the stop ends it");
        await stop.Invoking(s => s).Should().ThrowAsync<OperationCanceledException>();
        _recorder.GetStatistics().Should().BeEquivalentTo(new { DroppedStopped = 1, Pending = 0 });
    }

    [Fact]
    public async Task A_stop_waits_for_the_flush_that_is_on_its_way()
    {
        _recorder.Outcome().Record(good: true);
        Hold hold = _store.HoldNext();
        Task flush = _recorder.FlushAsync().AsTask();
        await hold.Entered;
        Task<RecorderStatistics> stop = _recorder.StopAsync().AsTask();
        _recorder.Outcome().Record(good: true);
        hold.Release();
        await flush;

        (await stop).Should().BeEquivalentTo(new { Flushed = 2, Dropped = 0 });
    }

    [Fact]
    public async Task A_synchronous_dispose_gives_up_at_once_what_is_pending_or_on_its_way()
    {
        _recorder.Outcome().Record(good: true);
        Hold hold = _store.HoldNext();
        Task flush = _recorder.FlushAsync().AsTask();
        await hold.Entered;
        _recorder.Outcome().Record(good: true);
        _recorder.Dispose();
        hold.Release();

        await flush.Invoking(f => f).Should().ThrowAsync<OperationCanceledException>();
        await _recorder.DisposeAsync();
        _recorder.GetStatistics().Should()
            .BeEquivalentTo(new { Recorded = 2, DroppedStopped = 2, Flushed = 0, Pending = 0, PendingBuckets = 0 });
    }

    [Fact]
    public async Task A_dispose_is_safe_when_the_store_answers_a_batch_that_was_given_up()
    {
        _recorder.Outcome().Record(good: true);
        Hold hold = _store.HoldNext(ignoresCancellation: true);
        Task flush = _recorder.FlushAsync().AsTask();
        await hold.Entered;
        _recorder.Dispose();
        hold.Release();

        await flush.Invoking(f => f).Should().ThrowAsync<OperationCanceledException>();
        _recorder.GetStatistics().Should().BeEquivalentTo(new { DroppedStopped = 1, Flushed = 0, PendingBuckets = 0 });
    }

    [Fact]
    public async Task Events_that_race_with_the_stop_are_flushed_or_dropped_and_never_lost()
    {
        OutcomeRecorder handle = _recorder.Outcome();
        using var done = new CancellationTokenSource();
        long[] recorded = new long[4];
        using var warm = new CountdownEvent(recorded.Length);
        Task crowd = Crowd.RunAsync(recorded.Length, i =>
        {
            for (long n = 0; !done.IsCancellationRequested; n++)
            {
                handle.Record(good: true);
                handle.Record(good: true, Given.Noon);
                recorded[i] += 2;
                if (n == 1000)
                {
                    warm.Signal();
                }
            }

            if (recorded[i] <= 2000)
            {
                warm.Signal();
            }
        });
        warm.Wait();
        RecorderStatistics end = await _recorder.StopAsync();
        end.ShouldBalance();
        await done.CancelAsync();
        await crowd;

        RecorderStatistics last = _recorder.GetStatistics();
        last.ShouldBalance();
        last.Recorded.Should().Be(recorded.Sum());
        last.Flushed.Should().Be(_store.Stored.Events).And.BeGreaterThan(0);
        last.Pending.Should().Be(0);
    }
}
