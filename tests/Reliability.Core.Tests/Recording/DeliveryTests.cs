using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Recording;

public sealed class DeliveryTests
{
    private readonly FaultySeries _store = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon);

    [Fact]
    public async Task A_batch_without_an_answer_is_sent_again_unchanged_before_anything_newer()
    {
        await using var recorder = Given.Recorder(_store.Series, _clock);
        recorder.Outcome().Record(good: true);
        _store.Appends.Next(ChaosFault.AfterApply, ChaosFault.BeforeApply);
        await Fails(recorder);
        recorder.Outcome().Record(good: false);
        await Fails(recorder);
        await recorder.FlushAsync();

        _store.Sent.Should().HaveCount(4);
        _store.Sent.Take(3).Distinct().Should().ContainSingle("the very same batch is sent until it is answered");
        _store.Sent.Select(b => b.Sequence).Should().Equal(1, 1, 1, 2);
        _store.Sent.Select(b => b.Deltas.Single().Bucket.Good).Should().Equal(1, 1, 1, 0);
        _store.Stored.Minutes(Given.Availability).Lines().Should().Equal("2026-11-23 12:00 2 1");
        recorder.GetStatistics().Should().BeEquivalentTo(new { DuplicateBatches = 1, Flushed = 2, Pending = 0 });
    }

    [Fact]
    public async Task A_flush_that_was_cancelled_loses_nothing_and_the_next_goes_on()
    {
        await using var recorder = Given.Recorder(_store.Series, _clock);
        recorder.Outcome().Record(good: true);
        Hold hold = _store.HoldNext();
        using var cancel = new CancellationTokenSource();
        Task flush = recorder.FlushAsync(cancel.Token).AsTask();
        await hold.Entered;
        recorder.GetStatistics().Should().BeEquivalentTo(new { Pending = 1, Flushed = 0 });
        await cancel.CancelAsync();
        await flush.Invoking(f => f).Should().ThrowAsync<OperationCanceledException>();
        await recorder.FlushAsync();

        _store.Stored.Events.Should().Be(1);
        _store.Sent.Should().HaveCount(2);
    }

    [Fact]
    public async Task One_batch_of_a_service_is_in_flight_at_a_time_however_many_flush()
    {
        await using var recorder = Given.Recorder(_store.Series, _clock);
        recorder.Outcome().Record(good: true);
        Hold hold = _store.HoldNext();
        Task first = recorder.FlushAsync().AsTask();
        await hold.Entered;
        Task[] others = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            recorder.Outcome().Record(good: true);
            return recorder.FlushAsync().AsTask();
        })];
        _store.Sent.Should().ContainSingle();
        hold.Release();
        await Task.WhenAll([first, .. others]);

        _store.MostInFlight.Should().Be(1);
        _store.Stored.Events.Should().Be(6);
    }

    [Fact]
    public async Task A_service_whose_store_is_away_does_not_hold_up_the_others()
    {
        SeriesId well = new("well", "x");
        SeriesId ill = new("ill", "y");
        await using var recorder = new ReliabilityRecorder(
            _store.Series,
            [SeriesDefinition.Outcomes(ill), SeriesDefinition.Outcomes(well)],
            new RecorderOptions { RecordQuietMinutes = false, ProducerId = "p" },
            _clock);
        var fault = new StoreException("The store is away.", isTransient: true);
        bool isAway = true;
        _store.Series.When(series => series.AppendAsync(Arg.Is<SeriesBatch>(batch => batch.Service == "ill"), Arg.Any<CancellationToken>()))
            .Do(_ =>
            {
                if (isAway)
                {
                    throw fault;
                }
            });
        for (int i = 0; i < 3; i++)
        {
            recorder.Outcomes("x").Record(good: true);
            recorder.Outcomes("y").Record(good: true);
            await Fails(recorder);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        _store.Stored.Minutes(well).Lines().Should().Equal("2026-11-23 12:00 1 1", "2026-11-23 12:01 1 1", "2026-11-23 12:02 1 1");
        recorder.GetStatistics().Should().BeEquivalentTo(new { Flushed = 3, Pending = 3, Recorded = 6 });

        isAway = false;
        await recorder.FlushAsync();
        _store.Stored.Minutes(ill).Lines().Should().Equal("2026-11-23 12:00 1 1", "2026-11-23 12:01 1 1", "2026-11-23 12:02 1 1");
    }

    [Fact]
    public async Task A_large_flush_is_split_into_batches_with_rising_sequences()
    {
        await using var recorder = new ReliabilityRecorder(
            _store.Series, [Given.Outcomes], new RecorderOptions { RecordQuietMinutes = false, MaxBatchBuckets = 4 }, _clock);
        for (int minute = 0; minute < 10; minute++)
        {
            recorder.Outcome().Record(good: true, Given.Noon.AddMinutes(-minute));
        }

        _store.Appends.Next(ChaosFault.None, ChaosFault.AfterApply);
        await Fails(recorder);
        recorder.GetStatistics().Should().BeEquivalentTo(new { Flushed = 4, Pending = 6, PendingBuckets = 6 });
        await recorder.FlushAsync();

        _store.Sent.Select(b => (b.Sequence, b.Deltas.Count)).Should().Equal((1, 4), (2, 4), (2, 4), (3, 2));
        _store.Sent.Select(b => b.ProducerId).Distinct().Should().ContainSingle();
        _store.Stored.Minutes(Given.Availability).Should().HaveCount(10).And.OnlyContain(b => b.Count == 1);
    }

    [Fact]
    public async Task Two_recorders_without_a_name_are_two_producers()
    {
        await using var one = Given.Recorder(_store.Series, _clock);
        await using var two = Given.Recorder(_store.Series, _clock);
        one.Outcome().Record(good: true);
        two.Outcome().Record(good: true);
        await one.FlushAsync();
        await two.FlushAsync();

        _store.Stored.Events.Should().Be(2);
    }

    [Fact]
    public async Task Beyond_the_bound_further_minutes_are_dropped_and_counted_while_known_ones_go_on()
    {
        await using var recorder = new ReliabilityRecorder(
            _store.Series, [Given.Outcomes], new RecorderOptions { RecordQuietMinutes = false, MaxPendingBuckets = 2 }, _clock);
        OutcomeRecorder handle = recorder.Outcome();
        handle.Record(good: true, Given.Noon.AddMinutes(-1)).Should().Be(RecordResult.Accepted);
        handle.Record(good: true);
        recorder.GetStatistics().PendingBuckets.Should().Be(2);

        handle.Record(5, 5, Given.Noon.AddMinutes(-2)).Should().Be(RecordResult.BufferFull);
        handle.MarkObserved(Given.Noon.AddMinutes(-3)).Should().Be(RecordResult.BufferFull);
        handle.Record(good: true, Given.Noon.AddMinutes(-1)).Should().Be(RecordResult.Accepted);
        handle.Record(good: true);
        _clock.Advance(TimeSpan.FromMinutes(1));
        handle.Record(good: true);

        RecorderStatistics s = recorder.GetStatistics();
        s.ShouldBalance();
        s.Should().BeEquivalentTo(new { Recorded = 15, Pending = 4, DroppedBufferFull = 11, PendingBuckets = 2 });
        await recorder.FlushAsync();
        handle.Record(good: true);
        await recorder.FlushAsync();
        _store.Stored.Minutes(Given.Availability).Lines().Should()
            .Equal("2026-11-23 11:59 2 2", "2026-11-23 12:00 2 2", "2026-11-23 12:01 1 1");
        recorder.GetStatistics().PendingBuckets.Should().Be(0);
    }

    [Fact]
    public async Task What_waits_for_an_answer_counts_against_the_bound()
    {
        await using var recorder = new ReliabilityRecorder(
            _store.Series, [Given.Outcomes], new RecorderOptions { RecordQuietMinutes = false, MaxPendingBuckets = 1 }, _clock);
        recorder.Outcome().Record(good: true, Given.Noon);
        _store.Appends.Next(ChaosFault.BeforeApply);
        await Fails(recorder);

        recorder.Outcome().Record(good: true, Given.Noon).Should().Be(RecordResult.BufferFull);
        await recorder.FlushAsync();
        recorder.Outcome().Record(good: true, Given.Noon).Should().Be(RecordResult.Accepted);
    }

    [Fact]
    public async Task A_sent_batch_is_not_changed_by_what_is_recorded_meanwhile()
    {
        await using var recorder = new ReliabilityRecorder(
            _store.Series, Given.AllKinds, new RecorderOptions { RecordQuietMinutes = false }, _clock);
        LatencyRecorder handle = recorder.Latencies(Given.Duration.Name);
        handle.Record(0.1);
        Hold hold = _store.HoldNext();
        Task flush = recorder.FlushAsync().AsTask();
        await hold.Entered;
        handle.Record(9);
        handle.Record(9, Given.Noon);
        recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 3, Pending = 3 });

        SeriesBucket inFlight = _store.Sent.Single().Deltas.Single().Bucket;
        (inFlight.Count, inFlight.Max, inFlight.Sketch!.Count).Should().Be((1, 0.1, 1));
        hold.Release();
        await flush;
        await recorder.FlushAsync();
        _store.Stored.Minutes(Given.Duration).Should().ContainSingle().Which.Sketch!.Count.Should().Be(3);
    }

    private static async Task Fails(ReliabilityRecorder recorder) =>
        await recorder.Invoking(r => r.FlushAsync().AsTask()).Should().ThrowAsync<StoreException>();
}
