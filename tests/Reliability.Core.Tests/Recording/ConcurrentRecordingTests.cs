using System.Runtime.CompilerServices;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
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
    public async Task What_is_collected_as_fast_as_possible_while_its_thread_records_is_counted_once()
    {
        const int Events = 20_000_000;
        await using var recorder = new ReliabilityRecorder(_ledger, Given.AllKinds);
        OutcomeRecorder outcomes = recorder.Outcome();
        LatencyRecorder latencies = recorder.Latencies(Given.Duration.Name);
        bool done = false;
        Task owner = Crowd.RunThread(() =>
        {
            for (int i = 0; i < Events; i++)
            {
                outcomes.Record(good: i % 4 != 0);
                latencies.Record(TimeSpan.FromTicks(i % 1000));
            }

            Volatile.Write(ref done, true);
        });
        Task collector = Crowd.RunThread(() =>
        {
            while (!Volatile.Read(ref done))
            {
                recorder.GetStatistics();
            }
        });
        await Task.WhenAll(owner, collector);
        await recorder.FlushAsync();

        SeriesBucket counted = Sum(Given.Availability);
        (counted.Count, counted.Good).Should().Be((Events, Events / 4 * 3));
        SeriesBucket timed = Sum(Given.Duration);
        (timed.Count, timed.ScaledSum, timed.Sketch!.Count).Should().Be((Events, Events * 499.5, Events));
        (timed.Min, timed.Max).Should().Be((0, 999.0 / TimeSpan.TicksPerSecond));
    }

    [Fact]
    public async Task Threads_that_come_and_go_lose_no_event()
    {
        const int Generations = 500;
        const int EventsPerThread = 50;
        await using var recorder = new ReliabilityRecorder(_ledger, Given.AllKinds);
        OutcomeRecorder outcomes = recorder.Outcome();
        LatencyRecorder latencies = recorder.Latencies(Given.Duration.Name);
        ScoreRecorder scores = recorder.Scores(Given.Rating.Name);
        for (int generation = 0; generation < Generations; generation++)
        {
            await Crowd.RunAsync(Threads, _ =>
            {
                for (int i = 0; i < EventsPerThread; i++)
                {
                    outcomes.Record(good: true);
                    latencies.Record(TimeSpan.FromTicks(i));
                    scores.Record(i % 2 == 0 ? 4.5 : 1.1);
                }
            });
            if (generation % 70 == 0)
            {
                recorder.GetStatistics();
            }
        }

        await recorder.FlushAsync();

        const long Total = (long)Generations * Threads * EventsPerThread;
        Sum(Given.Availability).Good.Should().Be(Total);
        Sum(Given.Duration).Sketch!.Count.Should().Be(Total);
        (Sum(Given.Rating).Count, Sum(Given.Rating).Sum).Should().Be((Total, Total * 2.8));
        recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 3 * Total, Flushed = 3 * Total, Pending = 0, Dropped = 0 });
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

    private SeriesBucket Sum(SeriesId series) =>
        _ledger.Minutes(series).Where(bucket => bucket.Count > 0).Aggregate((a, b) => a.Merge(b));

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
