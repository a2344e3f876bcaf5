using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Recording;

[Trait("guarantee", "6")]
public sealed class BalanceTests
{
    private static readonly Gen<(Step Step, int Amount)[]> Histories =
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 10_000]).Array[1, 60];

    private enum Step
    {
        RecordLive,
        RecordManyLive,
        RecordAtTime,
        RecordTooOld,
        RecordInFuture,
        AdvanceSeconds,
        AdvanceMinutes,
        Flush,
        FlushFailingBefore,
        FlushFailingAfter,
        FlushCancelledAfter,
        Look,
    }

    [Fact]
    public Task Every_accepted_event_is_in_the_store_exactly_once_whatever_failed_on_the_way() =>
        Histories.SampleAsync(async steps =>
        {
            var run = new Run(maxPendingBuckets: 100_000);
            await run.PlayAsync(steps);
            await run.Recorder.FlushAsync();

            run.Check();
            RecorderStatistics end = run.Recorder.GetStatistics();
            end.Should().BeEquivalentTo(new { Pending = 0, PendingBuckets = 0, DroppedBufferFull = 0, DroppedStopped = 0 });
            end.DroppedTooOld.Should().Be(run.TooOld);
            end.DroppedInFuture.Should().Be(run.InFuture);
            run.Ledger.Minutes(Given.Availability).Lines().Should().Equal(run.Accepted());
        },
        iter: 200);

    [Fact]
    public Task Nothing_goes_missing_uncounted_when_the_buffer_is_small() =>
        Gen.Select(Histories, Gen.Int[1, 4]).SampleAsync(async (steps, bound) =>
        {
            var run = new Run(bound);
            await run.PlayAsync(steps);
            await run.Recorder.FlushAsync();

            run.Check();
            RecorderStatistics end = run.Recorder.GetStatistics();
            end.Recorded.Should().Be(run.Recorded);
            run.Ledger.Events.Should().Be(run.Recorded - run.TooOld - run.InFuture - end.DroppedBufferFull);
        },
        iter: 200);

    [Fact]
    public Task A_stop_accounts_for_everything_whether_the_store_is_there_or_not() =>
        Gen.Select(Histories, Gen.Enum<ChaosFault>()).SampleAsync(async (steps, fault) =>
        {
            var run = new Run(maxPendingBuckets: 100_000);
            await run.PlayAsync(steps);
            run.Store.Always(fault);
            Func<Task> stop = async () => await run.Recorder.StopAsync();
            bool stopped = await Succeeds(stop);
            run.Recorder.Outcome().Record(good: true);

            RecorderStatistics end = run.Recorder.GetStatistics();
            end.ShouldBalance();
            end.Should().BeEquivalentTo(new { Pending = 0, PendingBuckets = 0 });
            end.DroppedStopped.Should().BePositive();
            end.Recorded.Should().Be(run.Recorded + 1);
            if (stopped)
            {
                run.Ledger.Events.Should().Be(end.Flushed);
                end.DroppedStopped.Should().Be(1);
            }
            else
            {
                // What a lost answer hides may be in the store, and is counted as dropped all the same.
                run.Ledger.Events.Should().BeInRange(end.Flushed, end.Flushed + end.DroppedStopped - 1);
            }
        },
        iter: 200);

    private static async Task<bool> Succeeds(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception e) when (e is StoreException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A recorder, and beside it a model that is too simple to be wrong.</summary>
    private sealed class Run
    {
        private readonly SortedDictionary<DateTimeOffset, (long Count, long Good)> _accepted = [];
        private readonly FakeTimeProvider _clock = new(Given.Noon);
        private readonly OutcomeRecorder _handle;

        public Run(int maxPendingBuckets)
        {
            var options = new RecorderOptions { RecordQuietMinutes = false, MaxPendingBuckets = maxPendingBuckets, MaxBatchBuckets = 2 };
            Recorder = new ReliabilityRecorder(Store.Series, [Given.Outcomes], options, _clock);
            _handle = Recorder.Outcome();
        }

        public FaultySeries Store { get; } = new();

        public ISeriesStore Ledger => Store.Stored;

        public ReliabilityRecorder Recorder { get; }

        public long Recorded { get; private set; }

        public long TooOld { get; private set; }

        public long InFuture { get; private set; }

        public string[] Accepted() => [.. _accepted.Select(m => $"{m.Key:yyyy-MM-dd HH:mm} {m.Value.Count} {m.Value.Good}")];

        public async Task PlayAsync((Step Step, int Amount)[] steps)
        {
            foreach ((Step step, int amount) in steps)
            {
                await PlayAsync(step, amount);
                Check();
            }
        }

        public void Check()
        {
            RecorderStatistics s = Recorder.GetStatistics();
            s.ShouldBalance();
            s.Recorded.Should().Be(Recorded);
            Ledger.Events.Should()
                .BeInRange(s.Flushed, s.Flushed + s.Pending, "only a batch whose answer was lost may be there unacknowledged");
        }

        private async Task PlayAsync(Step step, int amount)
        {
            bool good = amount % 3 != 0;
            DateTimeOffset now = _clock.GetUtcNow();
            switch (step)
            {
                case Step.RecordLive:
                    _handle.Record(good);
                    Accept(now, good ? 1 : 0, good ? 0 : 1);
                    break;
                case Step.RecordManyLive:
                    _handle.Record(amount, amount / 2);
                    Accept(now, amount, amount / 2);
                    break;
                case Step.RecordAtTime:
                    DateTimeOffset at = now.AddMinutes(-(amount % 200)).AddSeconds(amount % 60);
                    if (_handle.Record(good, at) is RecordResult.Accepted or RecordResult.BufferFull)
                    {
                        Accept(at, good ? 1 : 0, good ? 0 : 1);
                    }

                    break;
                case Step.RecordTooOld:
                    _handle.Record(good, now.AddDays(-400).AddTicks(-1 - amount)).Should().Be(RecordResult.TooOld);
                    (Recorded, TooOld) = (Recorded + 1, TooOld + 1);
                    break;
                case Step.RecordInFuture:
                    _handle.Record(good, now.AddMinutes(5).AddTicks(1 + amount)).Should().Be(RecordResult.InFuture);
                    (Recorded, InFuture) = (Recorded + 1, InFuture + 1);
                    break;
                case Step.AdvanceSeconds:
                    _clock.Advance(TimeSpan.FromSeconds(amount % 60));
                    break;
                case Step.AdvanceMinutes:
                    _clock.Advance(TimeSpan.FromSeconds(amount % 600));
                    break;
                case Step.Look:
                    Recorder.GetStatistics();
                    break;
                default:
                    await FlushAsync(step);
                    break;
            }
        }

        private async Task FlushAsync(Step step)
        {
            ChaosFault fault = step switch
            {
                Step.FlushFailingBefore => ChaosFault.BeforeApply,
                Step.FlushFailingAfter => ChaosFault.AfterApply,
                Step.FlushCancelledAfter => ChaosFault.CancelledAfterApply,
                _ => ChaosFault.None,
            };
            Store.Always(fault);
            bool waiting = Recorder.GetStatistics().PendingBuckets > 0;
            (await Succeeds(async () => await Recorder.FlushAsync())).Should().Be(fault == ChaosFault.None || !waiting);
            Store.Always(ChaosFault.None);
        }

        private void Accept(DateTimeOffset at, long good, long bad)
        {
            DateTimeOffset minute = SeriesResolution.Minute.StartOf(at);
            (long count, long goodBefore) = _accepted.GetValueOrDefault(minute);
            Recorded += good + bad;
            if (good + bad > 0)
            {
                _accepted[minute] = (count + good + bad, goodBefore + good);
            }
        }
    }
}
