using System.Globalization;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Core.Tests.Recording;

public sealed class ReplayTests
{
    private static readonly Gen<(int GapMs, double Value, int After)[]> Events =
        Gen.Select(Gen.Int[0, 20_000], Gen.OneOf(Gen.Double[0, 5], Gen.OneOfConst(0d, 0.3, 5d, 1e-7)), Gen.Int[0, 9]).Array[1, 120];

    [Fact]
    public Task Events_with_their_own_time_give_the_same_buckets_as_the_same_events_recorded_live() =>
        Events.SampleAsync(async events =>
        {
            var options = new RecorderOptions { RecordQuietMinutes = false };
            var clock = new FakeTimeProvider(Given.Noon);
            var live = new InMemorySeriesStore();
            await using var liveRecorder = new ReliabilityRecorder(live, Given.AllKinds, options, clock);
            Handles handles = new(liveRecorder);
            var times = new List<DateTimeOffset>();
            foreach ((int gapMs, double value, int after) in events)
            {
                clock.Advance(TimeSpan.FromMilliseconds(gapMs));
                times.Add(clock.GetUtcNow());
                handles.Record(value);
                if (after == 0)
                {
                    await liveRecorder.FlushAsync();
                }
                else if (after <= 5)
                {
                    liveRecorder.GetStatistics(); // collects, so that a minute is put together from parts
                }
            }

            await liveRecorder.StopAsync();
            var replayed = new InMemorySeriesStore();
            await using var replay = new ReliabilityRecorder(replayed, Given.AllKinds, options, clock);
            Handles again = new(replay);
            foreach (int i in Enumerable.Range(0, events.Length).Reverse())
            {
                again.Record(events[i].Value, times[i]);
            }

            await replay.StopAsync();
            foreach (SeriesDefinition series in Given.AllKinds)
            {
                Text(replayed.Minutes(series.Id)).Should().Equal(Text(live.Minutes(series.Id)));
            }

            live.Events.Should().Be(4L * events.Length);
        },
        iter: 80);

    [Fact]
    public async Task Sums_extremes_and_good_events_are_those_of_the_values()
    {
        var ledger = new InMemorySeriesStore();
        await using var recorder = new ReliabilityRecorder(
            ledger,
            Given.AllKinds,
            new RecorderOptions { RecordQuietMinutes = false },
            new FakeTimeProvider(Given.Noon));
        Handles handles = new(recorder);
        foreach (double value in new[] { 0.1, 0.3, 0.3000001, 2 })
        {
            handles.Record(value);
        }

        recorder.Measurements(Given.Lag.Name).Record(-12.5);
        await recorder.FlushAsync();

        ledger.Minutes(Given.Availability)
            .Should()
            .ContainSingle().Which
            .Should()
            .BeEquivalentTo(new { Count = 4L, Good = 1L, Sum = 0d, Min = 0d, Max = 0d });
        ledger.Minutes(Given.Duration)
            .Should()
            .ContainSingle().Which
            .Should()
            .BeEquivalentTo(new { Count = 4L, Good = 2L, Sum = 2.7000001, Min = 0.1, Max = 2d });
        ledger.Minutes(Given.Rating)
            .Should()
            .ContainSingle().Which
            .Should()
            .BeEquivalentTo(new { Count = 4L, Good = 0L, Sum = 2.7000001, Min = 0.1, Max = 2d });
        ledger.Minutes(Given.Lag)
            .Should()
            .ContainSingle().Which
            .Should()
            .BeEquivalentTo(new { Count = 5L, Good = 5L, Sum = -9.7999999, Min = -12.5, Max = 2d });
    }

    [Fact]
    public async Task A_duration_equal_to_the_threshold_is_good_whatever_the_threshold()
    {
        for (int milliseconds = 1; milliseconds <= 2000; milliseconds++)
        {
            var ledger = new InMemorySeriesStore();
            TimeSpan threshold = TimeSpan.FromMilliseconds(milliseconds);
            await using var recorder = new ReliabilityRecorder(
                ledger,
                [SeriesDefinition.Latencies(Given.Duration, threshold)],
                timeProvider: new StepClock(Given.Noon));
            recorder.Latencies(Given.Duration.Name).Record(threshold);
            recorder.Latencies(Given.Duration.Name).Record(threshold + TimeSpan.FromTicks(1));
            await recorder.FlushAsync();

            ledger.Minutes(Given.Duration).Lines().Should().Equal($"2026-11-23 12:00 2 1");
        }
    }

    [Fact]
    public async Task The_extremes_of_a_latency_are_its_durations_in_seconds_to_the_last_digit()
    {
        var ledger = new InMemorySeriesStore();
        await using var recorder = new ReliabilityRecorder(ledger, Given.AllKinds, timeProvider: new StepClock(Given.Noon));
        recorder.Latencies(Given.Duration.Name).Record(TimeSpan.FromMilliseconds(7));
        recorder.Latencies(Given.Duration.Name).Record(TimeSpan.FromMilliseconds(35));
        await recorder.FlushAsync();

        SeriesBucket bucket = ledger.Minutes(Given.Duration).Should().ContainSingle().Subject;
        (bucket.Min, bucket.Max).Should().Be((0.007, 0.035));
    }

    [Fact]
    public async Task A_measurement_may_have_to_reach_its_limit_instead_of_staying_below()
    {
        var ledger = new InMemorySeriesStore();
        await using var recorder = new ReliabilityRecorder(
            ledger, [SeriesDefinition.Measurements(Given.Lag, 10, goodAtLeast: true)], timeProvider: new StepClock(Given.Noon));
        foreach (double value in new[] { 9.999, 10, 11 })
        {
            recorder.Measurements(Given.Lag.Name).Record(value);
            recorder.Measurements(Given.Lag.Name).Record(value, Given.Noon);
        }

        await recorder.FlushAsync();

        ledger.Minutes(Given.Lag).Lines().Should().Equal("2026-11-23 12:00 6 4");
    }

    private static string[] Text(SeriesBucket[] buckets) =>
    [
        .. buckets.Select(b =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{b.Start:O} {b.Count} {b.Good} {b.ScaledSum:R} {b.Min:R} {b.Max:R} "
                    + $"{(b.Sketch is null ? "-" : Convert.ToHexString(b.Sketch.ToBytes()))}")),
    ];

    /// <summary>One value into every kind of series.</summary>
    private sealed class Handles(ReliabilityRecorder recorder)
    {
        private readonly OutcomeRecorder _outcomes = recorder.Outcomes(Given.Availability.Name);
        private readonly LatencyRecorder _latencies = recorder.Latencies(Given.Duration.Name);
        private readonly ScoreRecorder _scores = recorder.Scores(Given.Rating.Name);
        private readonly MeasurementRecorder _measurements = recorder.Measurements(Given.Lag.Name);

        public void Record(double value)
        {
            _outcomes.Record(value > 1);
            _latencies.Record(value);
            _scores.Record(value);
            _measurements.Record(value);
        }

        public void Record(double value, DateTimeOffset at)
        {
            RecordResult[] results =
            [
                _outcomes.Record(value > 1, at),
                _latencies.Record(value, at),
                _scores.Record(value, at),
                _measurements.Record(value, at),
            ];
            results.Should().AllBeEquivalentTo(RecordResult.Accepted);
        }
    }
}
