using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Recording;

[Trait("guarantee", "6")]
public sealed class ConcurrentRecordingTests
{
    private const int Threads = 8;

    private readonly InMemorySeriesStore _ledger = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Every_event_of_many_threads_is_counted_once_while_others_flush_and_look(int seriesCount)
    {
        const int EventsPerThread = 200_000;
        SeriesId[] ids = [.. Enumerable.Range(0, seriesCount).Select(i => new SeriesId(Given.Service, $"series {i}"))];
        await using var recorder = new ReliabilityRecorder(
            _ledger,
            ids.Select(id => SeriesDefinition.Latencies(id, TimeSpan.FromMilliseconds(50))));
        LatencyRecorder[] handles = [.. ids.Select(id => recorder.Latencies(id.Name))];
        using var done = new CancellationTokenSource();
        Task flushing = Repeat(async () => await recorder.FlushAsync(), done.Token);
        Task looking = Repeat(
            () =>
            {
                RecorderStatistics s = recorder.GetStatistics();
                return s.Recorded == s.Flushed + s.Pending + s.Dropped
                    ? Task.CompletedTask
                    : throw new InvalidOperationException($"Out of balance: {s}");
            },
            done.Token);

        await Crowd.RunAsync(Threads, _ =>
        {
            for (int i = 0; i < EventsPerThread; i++)
            {
                handles[i % seriesCount].Record(new TimeSpan(((i % 100) + 1) * TimeSpan.TicksPerMillisecond));
            }
        });
        await done.CancelAsync();
        await Task.WhenAll(flushing, looking);
        await recorder.FlushAsync();

        const long Total = (long)Threads * EventsPerThread;
        recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = Total, Flushed = Total, Pending = 0, Dropped = 0 });
        SeriesBucket all = ids.SelectMany(id => _ledger.Minutes(id)).Where(b => b.Count > 0).Aggregate((a, b) => a.Merge(b));
        all.Count.Should().Be(Total);
        all.Good.Should().Be(Total / 2);
        all.ScaledSum.Should().Be(Total * 50.5 * TimeSpan.TicksPerMillisecond);
        (all.Min, all.Max, all.Sketch!.Count).Should().Be((0.001, 0.1, Total));
    }

    [Fact]
    public async Task A_flush_brings_everything_that_was_recorded_before_it_even_from_threads_that_go_on_recording()
    {
        await using var recorder = Given.Recorder(_ledger, TimeProvider.System);
        OutcomeRecorder handle = recorder.Outcome();
        StrongBox<long>[] recorded = [.. Enumerable.Range(0, Threads).Select(_ => new StrongBox<long>())];
        using var done = new CancellationTokenSource();
        Task crowd = Crowd.RunAsync(Threads, i =>
        {
            while (!done.IsCancellationRequested)
            {
                handle.Record(good: true);
                Volatile.Write(ref recorded[i].Value, recorded[i].Value + 1);
            }
        });
        long worst = 0;
        for (int round = 0; round < 100; round++)
        {
            long before = recorded.Sum(r => Volatile.Read(ref r.Value));
            await recorder.FlushAsync();
            worst = Math.Max(worst, before - _ledger.Events);
        }

        await done.CancelAsync();
        await crowd;

        worst.Should().Be(0, "a flush is the durability barrier for every event that was recorded before it");
    }

    [Fact]
    public async Task A_cell_that_is_emptied_as_fast_as_possible_while_its_owner_fills_it_loses_and_doubles_nothing()
    {
        const int Events = 50_000_000;
        var phase = new LivePhase();
        var series = new SeriesAccumulator(Given.Outcomes, phase, new PendingBudget(10));
        bool done = false;
        Task owner = Crowd.RunThread(() =>
        {
            for (int i = 0; i < Events; i++)
            {
                LiveCell cell = series.Cell;
                cell.Enter().AddOutcome(good: true);
                cell.Exit();
            }

            Volatile.Write(ref done, true);
        });
        Task collector = Crowd.RunThread(() =>
        {
            while (!Volatile.Read(ref done))
            {
                phase.Turn();
                series.Collect(minute: 1);
            }
        });
        await Task.WhenAll(owner, collector);
        for (int i = 0; i < 2; i++)
        {
            phase.Turn();
            series.Collect(minute: 1);
        }

        series.Count(new DropCounts()).Should().Be(((long)Events, (long)Events));
    }

    [Fact]
    public async Task A_flush_waits_for_a_thread_that_the_system_suspended_inside_a_record()
    {
        var phase = new LivePhase();
        var series = new SeriesAccumulator(Given.Outcomes, phase, new PendingBudget(10));
        using var inside = new SemaphoreSlim(0);
        Task suspended = Crowd.RunThread(() =>
        {
            LiveCell cell = series.Cell;
            cell.Enter().AddOutcome(good: true);
            inside.Release();
            while (!phase.IsOdd)
            {
                Thread.Yield(); // the collector has not come yet
            }

            long started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMilliseconds(20))
            {
                Thread.Yield();
            }

            cell.Exit();
        });
        await inside.WaitAsync();

        phase.Turn();
        series.Collect(minute: 1);

        series.Count(new DropCounts()).Recorded.Should().Be(1);
        await suspended;
    }

    [Fact]
    public void A_record_that_an_exception_cut_short_does_not_make_its_thread_look_outside_ever_after()
    {
        var phase = new LivePhase();
        var cell = new LiveCell(phase, keepsSketch: false);
        cell.Enter(); // an allocation fails here: there is no exit
        Tally current = cell.Enter();
        current.AddOutcome(good: true);
        phase.Turn();
        var collected = new Tally(keepsSketch: false);

        cell.CollectInto(collected);
        collected.Count.Should().Be(0, "the owner is still inside and may write");
        cell.Exit();
        cell.CollectInto(collected);
        collected.Count.Should().Be(1);
    }

    [Fact]
    public async Task Threads_that_come_and_go_lose_no_event_and_leave_no_cell_behind()
    {
        const int Generations = 60;
        const int EventsPerThread = 50;
        var phase = new LivePhase();
        var series = new SeriesAccumulator(Given.AllKinds[1], phase, new PendingBudget(10));
        var cells = new ConcurrentBag<WeakReference>();
        for (int generation = 0; generation < Generations; generation++)
        {
            await Crowd.RunAsync(Threads, _ =>
            {
                for (int i = 0; i < EventsPerThread; i++)
                {
                    series.Cell.Enter().AddValue(1, 1, good: true);
                    series.Cell.Exit();
                }

                cells.Add(new WeakReference(series.Cell));
            });
            if (generation % 7 == 0)
            {
                phase.Turn();
                series.Collect(minute: 1);
            }
        }

        phase.Turn();
        series.Collect(minute: 1);

        series.Count(new DropCounts())
            .Should()
            .Be(((long)Generations * Threads * EventsPerThread, (long)Generations * Threads * EventsPerThread));
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        // A register or a stack slot may keep the odd one alive.
        cells.Count(cell => cell.IsAlive).Should().BeLessThan(Threads, "480 threads have ended");
        GC.KeepAlive(series);
    }

    [Fact]
    public async Task The_balance_holds_while_threads_record_events_that_are_dropped()
    {
        SeriesId[] ids = [.. Enumerable.Range(0, 100).Select(i => new SeriesId(Given.Service, $"series {i}"))];
        await using var recorder = new ReliabilityRecorder(_ledger, ids.Select(SeriesDefinition.Outcomes));
        OutcomeRecorder[] handles = [.. ids.Select(id => recorder.Outcomes(id.Name))];
        DateTimeOffset tooOld = Given.Noon.AddYears(-10);
        using var done = new CancellationTokenSource();
        Task crowd = Crowd.RunAsync(2, _ =>
        {
            for (int i = 0; !done.IsCancellationRequested; i++)
            {
                handles[i % handles.Length].Record(good: true, tooOld);
            }
        });
        int wrong = 0;
        while (recorder.GetStatistics().Recorded < 1_000_000)
        {
            RecorderStatistics s = recorder.GetStatistics();
            wrong += s.Recorded == s.Flushed + s.Pending + s.Dropped ? 0 : 1;
        }

        await done.CancelAsync();
        await crowd;

        wrong.Should().Be(0);
    }

    private static Task Repeat(Func<Task> action, CancellationToken until) => Task.Run(
        async () =>
        {
            while (!until.IsCancellationRequested)
            {
                await action();
            }
        },
        CancellationToken.None);
}
