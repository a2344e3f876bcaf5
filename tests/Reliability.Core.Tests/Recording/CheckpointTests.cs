using CsCheck;
using NSubstitute.ExceptionExtensions;
using NSubstitute.Extensions;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Recording;

public sealed class CheckpointTests
{
    private const int Lines = 200;

    private readonly FaultySeries _store = new();
    private readonly StepClock _clock = new(Given.Noon);

    private enum End
    {
        Crash,
        Dispose,
        StopWhileStoreIsAway,
    }

    [Fact]
    public Task An_import_that_was_killed_anywhere_and_starts_again_counts_every_line_once() =>
        Gen.Select(Gen.Int[1, 60], Gen.Enum<End>(), Gen.Enum<ChaosFault>(), Gen.Int[1, 40]).Array[0, 8].SampleAsync(async kills =>
        {
            var ledger = new InMemoryStore();
            foreach ((int lines, End end, ChaosFault fault, int part) in kills)
            {
                await ImportAsync(ledger, lines, part, end, fault);
            }

            await ImportAsync(ledger, Lines, part: 7, End.Dispose, ChaosFault.None);

            ledger.Series.Minutes(Given.Availability).Lines().Should().Equal(
                Enumerable.Range(1, Lines)
                    .GroupBy(At)
                    .OrderBy(g => g.Key)
                    .Select(g => $"{g.Key:yyyy-MM-dd HH:mm} {g.Count()} {g.Count(IsGood)}"));
        },
        iter: 200);

    [Fact]
    public async Task An_import_that_is_run_again_from_the_start_with_the_same_checkpoints_counts_once()
    {
        for (int run = 0; run < 3; run++)
        {
            await using ReliabilityRecorder recorder = Named();
            recorder.Outcome().Record(good: true);
            await recorder.CheckpointAsync(10);
            recorder.Outcome().Record(good: false);
            await recorder.CheckpointAsync(20);
            recorder.GetStatistics().DuplicateBatches.Should().Be(run == 0 ? 0 : 2);
        }

        _store.Stored.Minutes(Given.Availability).Lines().Should().Equal("2026-11-23 12:00 2 1");
    }

    [Fact]
    public async Task A_checkpoint_is_kept_even_when_nothing_happened_on_the_way()
    {
        await using (ReliabilityRecorder first = Named())
        {
            (await first.GetCheckpointAsync()).Should().Be(0);
            await first.CheckpointAsync(5);
            (await first.GetCheckpointAsync()).Should().Be(5);
        }

        await using ReliabilityRecorder second = Named();
        (await second.GetCheckpointAsync()).Should().Be(5);
    }

    [Fact]
    public async Task A_checkpoint_is_one_batch_however_many_buckets_it_holds()
    {
        await using var recorder = new ReliabilityRecorder(
            _store.Series,
            [Given.Outcomes],
            new RecorderOptions { RecordQuietMinutes = false, ProducerId = "log", MaxBatchBuckets = 1 },
            _clock);
        for (int minute = 0; minute < 5; minute++)
        {
            recorder.Outcome().Record(good: true, Given.Noon.AddMinutes(-minute));
        }

        await recorder.CheckpointAsync(100);

        _store.Sent.Should().ContainSingle().Which.Deltas.Should().HaveCount(5);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(9)]
    public async Task A_checkpoint_that_does_not_go_forward_is_rejected(long position)
    {
        await using ReliabilityRecorder recorder = Named();
        await recorder.CheckpointAsync(10);

        await recorder.Invoking(r => r.CheckpointAsync(position).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>()
            .WithMessage("* is not valid. A checkpoint must be greater than the previous one of the recorder; the last one was 10.*");
    }

    [Fact]
    public async Task A_checkpoint_below_1_is_rejected()
    {
        await using ReliabilityRecorder recorder = Named();
        await recorder.Invoking(r => r.CheckpointAsync(0).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task A_checkpoint_that_failed_is_sent_again_by_the_next_flush_or_checkpoint()
    {
        await using ReliabilityRecorder recorder = Named();
        recorder.Outcome().Record(good: true);
        _store.Appends.Next(ChaosFault.BeforeApply, ChaosFault.AfterApply);
        await recorder.Invoking(r => r.CheckpointAsync(1).AsTask()).Should().ThrowAsync<StoreException>();
        recorder.Outcome().Record(good: true);
        await recorder.Invoking(r => r.FlushAsync().AsTask()).Should().ThrowAsync<StoreException>();
        await recorder.FlushAsync();
        (await recorder.GetCheckpointAsync()).Should().Be(1);
        _store.Stored.Events.Should().Be(1, "what came after the checkpoint waits for the next");
        await recorder.CheckpointAsync(2);

        _store.Sent.Select(b => b.Sequence).Should().Equal(1, 1, 1, 2);
        _store.Stored.Events.Should().Be(2);
    }

    [Fact]
    public async Task What_comes_after_the_last_checkpoint_is_dropped_at_the_end_because_the_next_run_records_it_again()
    {
        RecorderStatistics end;
        await using (ReliabilityRecorder recorder = Named())
        {
            recorder.Outcome().Record(good: true);
            await recorder.CheckpointAsync(1);
            recorder.Outcome().Record(good: true);
            recorder.Outcome().Record(good: true, Given.Noon.AddHours(-1));
            end = await recorder.StopAsync();
        }

        end.Should().BeEquivalentTo(new { Recorded = 3, Flushed = 1, DroppedStopped = 2, Pending = 0, PendingBuckets = 0 });
        _store.Stored.Events.Should().Be(1);
        (await Named().GetCheckpointAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_stopped_recorder_takes_no_checkpoint()
    {
        await using ReliabilityRecorder recorder = Named();
        await recorder.StopAsync();

        await recorder.Invoking(r => r.CheckpointAsync(9).AsTask())
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("The recorder has stopped*");
        (await recorder.GetCheckpointAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Checkpoints_need_a_producer_with_a_name()
    {
        await using var recorder = Given.Recorder(_store.Series, _clock);

        await recorder.Invoking(r => r.CheckpointAsync(1).AsTask())
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("*RecorderOptions.ProducerId*");
        await recorder.Invoking(r => r.GetCheckpointAsync().AsTask())
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("*RecorderOptions.ProducerId*");
    }

    [Fact]
    public async Task Checkpoints_need_series_of_one_service_because_a_batch_belongs_to_one()
    {
        await using var recorder = new ReliabilityRecorder(
            _store.Series,
            [SeriesDefinition.Outcomes(new SeriesId("a", "x")), SeriesDefinition.Outcomes(new SeriesId("b", "y"))],
            new RecorderOptions { ProducerId = "log" },
            _clock);

        await recorder.Invoking(r => r.CheckpointAsync(1).AsTask())
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("*one service*belong to 2 services.");
    }

    [Fact]
    public async Task A_named_producer_without_checkpoints_goes_on_after_its_last_run()
    {
        for (int run = 1; run <= 3; run++)
        {
            await using ReliabilityRecorder recorder = Named();
            recorder.Outcome().Record(good: true);
            await recorder.FlushAsync();
            recorder.Outcome().Record(good: false);
            await recorder.StopAsync();
            recorder.GetStatistics().DuplicateBatches.Should().Be(0);
        }

        _store.Sent.Select(b => b.Sequence).Should().Equal(1, 2, 3, 4, 5, 6);
        _store.Stored.Minutes(Given.Availability).Lines().Should().Equal("2026-11-23 12:00 6 3");
    }

    [Fact]
    public async Task A_named_producer_sends_nothing_before_it_knows_where_its_last_run_ended()
    {
        await using ReliabilityRecorder recorder = Named();
        recorder.Outcome().Record(good: true);
        _store.Series.Configure().GetLastSequenceAsync(default!, default!, default)
            .ThrowsForAnyArgs(new StoreException("The store is away.", isTransient: true));
        await recorder.Invoking(r => r.FlushAsync().AsTask()).Should().ThrowAsync<StoreException>();
        await recorder.Invoking(r => r.GetCheckpointAsync().AsTask()).Should().ThrowAsync<StoreException>();
        _store.Sent.Should().BeEmpty();
        recorder.GetStatistics().Pending.Should().Be(1);
    }

    private static DateTimeOffset At(int line) => Given.Noon.AddMinutes(-(line * 7 % 23));

    private static bool IsGood(int line) => line % 5 != 0;

    private static async Task ImportAsync(InMemoryStore ledger, int lines, int part, End end, ChaosFault fault)
    {
        var store = new FaultySeries(ledger);
        ReliabilityRecorder recorder = Given.Recorder(store.Series, new StepClock(Given.Noon), "log");
        try
        {
            int done = (int)await recorder.GetCheckpointAsync();
            int last = Math.Min(done + lines, Lines);
            for (int line = done + 1; line <= last; line++)
            {
                recorder.Outcome().Record(IsGood(line), At(line));
                if (line % part == 0 || line == Lines)
                {
                    store.Always(line > last - part ? fault : ChaosFault.None);
                    await recorder.CheckpointAsync(line);
                }
            }
        }
        catch (Exception e) when (e is StoreException or OperationCanceledException)
        {
            // The run ends here.
        }

        if (end != End.Crash)
        {
            store.Always(end == End.StopWhileStoreIsAway ? ChaosFault.BeforeApply : ChaosFault.None);
            await recorder.DisposeAsync();
            recorder.GetStatistics().ShouldBalance();
        }
    }

    private ReliabilityRecorder Named() => Given.Recorder(_store.Series, _clock, "log");
}
