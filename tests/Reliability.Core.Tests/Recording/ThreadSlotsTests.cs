using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Recording;

/// <summary>The counters and buffers of threads: wrap-around, reuse, threads that are suspended, and memory.</summary>
[Trait("guarantee", "6")]
public sealed class ThreadSlotsTests
{
    private readonly InMemorySeriesStore _ledger = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon);

    [Fact]
    public async Task A_counter_that_wraps_around_counts_on()
    {
        await using ReliabilityRecorder recorder = Given.Recorder(_ledger, _clock);
        OutcomeRecorder outcomes = recorder.Outcome();
        outcomes.Record(good: true);
        int slot = outcomes.Series.CounterSlot + 1;
        recorder.GetStatistics();
        Counter(slot) = long.MaxValue - 2;
        long before = recorder.GetStatistics().Recorded;
        for (int i = 0; i < 5; i++)
        {
            outcomes.Record(good: true);
        }

        Counter(slot).Should().Be(long.MinValue + 2);
        (recorder.GetStatistics().Recorded - before).Should().Be(5);
    }

    [Fact]
    public async Task Counts_that_are_too_large_for_a_counter_saturate()
    {
        await using ReliabilityRecorder recorder = Given.Recorder(_ledger, _clock);
        OutcomeRecorder outcomes = recorder.Outcome();
        for (int i = 0; i < 10_000_000; i++)
        {
            outcomes.Record(1_000_000_000_000, 0);
        }

        await recorder.FlushAsync();
        _ledger.Minutes(Given.Availability).Should().ContainSingle().Which.Count.Should().Be(long.MaxValue);
    }

    [Fact]
    public void Slots_of_recorders_that_are_gone_are_used_again_from_zero()
    {
        int[] slots = [.. Enumerable.Range(0, 300).Select(_ =>
        {
            int slot = CountWithNewRecorder();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return slot;
        })];
        slots.Distinct().Should().HaveCountLessThan(150, "slots are given back");
    }

    [Fact]
    public async Task A_thread_that_was_suspended_in_the_middle_of_an_event_completes_it_even_after_its_buffer_was_given_back()
    {
        await using var recorder = new ReliabilityRecorder(
            _ledger, Given.AllKinds, new RecorderOptions { RecordQuietMinutes = false }, _clock);
        LatencyRecorder latencies = recorder.Latencies(Given.Duration.Name);
        long[] suspended = GiveBack(recorder, latencies);
        ThreadSlots.TryAdd(suspended, 7).Should().BeTrue("the thread continues with the array that it had");
        recorder.GetStatistics().Recorded.Should().Be(2, "the recorder still looks at the array");
        latencies.Record(TimeSpan.FromTicks(9));
        recorder.GetStatistics().Recorded.Should().Be(3);
        CurrentBuffer(latencies).Should().NotBeNull().And.NotBeSameAs(suspended);
    }

    [Fact]
    public void What_is_completed_in_an_array_that_nothing_refers_to_any_more_is_counted_when_it_is_finalized()
    {
        using var recorder = new ReliabilityRecorder(
            _ledger, Given.AllKinds, new RecorderOptions { RecordQuietMinutes = false }, _clock);
        CompleteAfterGivingBack(recorder);
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        recorder.GetStatistics().Recorded.Should().Be(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40_000)]
    public async Task Without_memory_for_their_cells_threads_count_exactly_all_the_same(long maxCellBytes)
    {
        const int Threads = 16;
        const int Events = 5_000;
        await using var recorder = new ReliabilityRecorder(
            _ledger, Given.AllKinds, new RecorderOptions { MaxCellBytes = maxCellBytes }, TimeProvider.System);
        OutcomeRecorder outcomes = recorder.Outcome();
        LatencyRecorder latencies = recorder.Latencies(Given.Duration.Name);
        ScoreRecorder scores = recorder.Scores(Given.Rating.Name);
        MeasurementRecorder lags = recorder.Measurements(Given.Lag.Name);
        await Crowd.RunAsync(Threads, thread =>
        {
            for (int i = 0; i < Events; i++)
            {
                outcomes.Record(good: true);
                latencies.Record(TimeSpan.FromTicks(i));
                scores.Record(3);
                lags.Record(-i);
                latencies.Record(TimeSpan.FromTicks(i), TimeProvider.System.GetUtcNow());
                if (thread == 0 && i % 100 == 0)
                {
                    recorder.GetStatistics();
                }
            }
        });
        await recorder.FlushAsync();
        recorder.GetStatistics().Flushed.Should().Be(5L * Threads * Events);
        _ledger.Minutes(Given.Lag).Sum(bucket => bucket.ScaledSum).Should().Be(-1e7 * Threads * Events * (Events - 1) / 2);
    }

    [Fact]
    public async Task Memory_of_threads_that_ended_or_are_idle_is_given_back()
    {
        const int Threads = 50;
        var budget = new Quota(long.MaxValue);
        var table = new SeriesTable(
            Given.AllKinds, new RecordingClock(_clock, new RecorderOptions()), new Quota(100), budget, new Lock(), static () => false);
        await Crowd.RunAsync(Threads, _ => RecordAll());
        long peak = budget.Used;
        peak.Should().BeGreaterThan(Threads * 300);
        table.CollectCounters();
        Collect(minute: 1);
        budget.Used.Should().Be(0, "every thread has ended");

        RecordAll();
        long alive = budget.Used;
        alive.Should().BePositive();
        Collect(minute: 2);
        Collect(minute: 3);
        Collect(minute: 7);
        budget.Used.Should().Be(alive);
        Collect(minute: 8);
        budget.Used.Should().BeLessThan(alive - 200, "the thread has not used its buffers for five minutes");

        void RecordAll()
        {
            ((OutcomeRecorder)table.Find(Given.Availability.Name)).Record(good: true);
            ((LatencyRecorder)table.Find(Given.Duration.Name)).Record(TimeSpan.Zero);
            ((MeasurementRecorder)table.Find(Given.Lag.Name)).Record(1);
        }

        void Collect(long minute)
        {
            foreach (SeriesAccumulator series in table.All)
            {
                series.Collect(minute);
            }
        }
    }

    [Fact]
    public void A_thread_does_not_wait_for_a_collector_that_the_system_suspended()
    {
        using var recorder = new ReliabilityRecorder(_ledger, Given.AllKinds, timeProvider: _clock);
        LatencyRecorder latencies = recorder.Latencies(Given.Duration.Name);
        latencies.Record(TimeSpan.FromTicks(1));
        EventBuffer buffer = ThreadBuffers.Own().At(latencies.Series.EventSlot)!;
        buffer.TryClaim().Should().BeTrue();
        for (int i = 0; i < 10_000; i++)
        {
            latencies.Record(TimeSpan.FromTicks(1));
        }

        buffer.Unclaim();
        RecorderStatistics statistics = recorder.GetStatistics();
        (statistics.Recorded, statistics.Pending).Should().Be((10_001, 10_001));
    }

    [Fact]
    public void A_collector_leaves_the_events_of_a_thread_that_was_suspended_while_it_adds_up_to_the_next_collection()
    {
        using var recorder = new ReliabilityRecorder(_ledger, Given.AllKinds, timeProvider: _clock);
        LatencyRecorder latencies = recorder.Latencies(Given.Duration.Name);
        OutcomeRecorder outcomes = recorder.Outcome();
        latencies.Record(TimeSpan.FromTicks(1));
        outcomes.Record(good: true);
        EventBuffer buffer = ThreadBuffers.Own().At(latencies.Series.EventSlot)!;
        buffer.TryClaim().Should().BeTrue();
        recorder.GetStatistics().Recorded.Should().Be(1, "the others are collected");
        buffer.Unclaim();
        recorder.GetStatistics().Recorded.Should().Be(2);
    }

    [Fact]
    public async Task A_hundred_thousand_series_and_one_thread()
    {
        const int Count = 100_000;
        await using var recorder = new ReliabilityRecorder(
            _ledger,
            Enumerable.Range(0, Count).Select(i => SeriesDefinition.Outcomes(new SeriesId(Given.Service, $"series {i}"))),
            new RecorderOptions { MaxPendingBuckets = 2 * Count, RecordQuietMinutes = false },
            _clock);
        for (int i = 0; i < Count; i++)
        {
            recorder.Outcomes($"series {i}").Record(good: i % 2 == 0);
        }

        IReadOnlyList<SeriesTotals> totals = recorder.GetTotals();
        totals.Sum(one => one.Good).Should().Be(Count / 2);
        totals.Should().OnlyContain(one => one.Good + one.Bad == 1);
    }

    [Fact]
    public async Task One_series_and_a_thousand_threads()
    {
        await using ReliabilityRecorder recorder = Given.Recorder(_ledger, _clock);
        OutcomeRecorder outcomes = recorder.Outcome();
        await Crowd.RunAsync(1000, i => outcomes.Record(good: i % 10 != 0));
        recorder.GetTotals().Should().ContainSingle().Which.Should().BeEquivalentTo(new { Good = 900, Bad = 100 });
    }

    [Fact]
    public void Events_of_finalizers_static_constructors_and_module_initializers_count()
    {
        using ReliabilityRecorder recorder = Given.Recorder(_ledger, _clock);
        Abandon(recorder.Outcome());
        GC.Collect();
        GC.WaitForPendingFinalizers();
        recorder.GetStatistics().Recorded.Should().Be(1, "a finalizer has recorded");
        RuntimeHelpers.RunClassConstructor(typeof(RecordsAtItsStart).TypeHandle);
        RecordsAtItsStart.Recorded.Should().Be(1);
    }

    private static ref long Counter(int slot) =>
        ref ThreadSlots.Counters![slot >> ThreadSlots.CounterPageBits]![slot & (ThreadSlots.CounterPage - 1)];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Abandon(OutcomeRecorder outcomes) => _ = new RecordsAtItsEnd(outcomes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountWithNewRecorder()
    {
        using var recorder = new ReliabilityRecorder(new InMemorySeriesStore(), [Given.Outcomes]);
        OutcomeRecorder outcomes = recorder.Outcome();
        outcomes.Record(good: true);
        outcomes.Record(good: false);
        recorder.GetStatistics().Recorded.Should().Be(2, "nothing of an earlier recorder is counted");
        return outcomes.Series.CounterSlot;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long[]? CurrentBuffer(LatencyRecorder latencies) => ThreadSlots.Buffers?[latencies.Series.EventSlot];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long[] GiveBack(ReliabilityRecorder recorder, LatencyRecorder latencies)
    {
        latencies.Record(TimeSpan.FromTicks(5));
        long[] buffer = CurrentBuffer(latencies)!;
        for (int minute = 0; minute < 8; minute++)
        {
            recorder.GetStatistics();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        CurrentBuffer(latencies).Should().BeNull();
        return buffer;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CompleteAfterGivingBack(ReliabilityRecorder recorder) =>
        ThreadSlots.TryAdd(GiveBack(recorder, recorder.Latencies(Given.Duration.Name)), 7).Should().BeTrue();

    private sealed class RecordsAtItsEnd(OutcomeRecorder outcomes)
    {
        ~RecordsAtItsEnd() => outcomes.Record(good: true);
    }

    private static class RecordsAtItsStart
    {
        static RecordsAtItsStart()
        {
            using ReliabilityRecorder recorder = Given.Recorder(new InMemorySeriesStore(), TimeProvider.System);
            recorder.Outcome().Record(good: true);
            Recorded = recorder.GetStatistics().Recorded;
        }

        public static long Recorded { get; }
    }
}
