using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Core.Tests.Recording;

[Trait("guarantee", "1")]
public sealed class AllocationTests
{
    private readonly ReliabilityRecorder _recorder = Given.RecorderOfAllKinds(new InMemorySeriesStore(), new StepClock(Given.Noon));

    [Fact]
    public void A_live_outcome_allocates_nothing()
    {
        OutcomeRecorder handle = _recorder.Outcomes(Given.Availability.Name);
        ShouldAllocateNothing(i => handle.Record(i % 2 == 0));
        ShouldAllocateNothing(i => handle.Record(i, 1));
    }

    [Fact]
    public void A_live_latency_allocates_nothing()
    {
        LatencyRecorder handle = _recorder.Latencies(Given.Duration.Name);
        ShouldAllocateNothing(i => handle.Record(TimeSpan.FromTicks(i * 1000L)));
        ShouldAllocateNothing(i => handle.Record(i * 0.001));
    }

    [Fact]
    public void A_live_score_allocates_nothing()
    {
        ScoreRecorder handle = _recorder.Scores(Given.Rating.Name);
        ShouldAllocateNothing(i => handle.Record(i % 6));
    }

    [Fact]
    public void A_live_measurement_allocates_nothing()
    {
        MeasurementRecorder handle = _recorder.Measurements(Given.Lag.Name);
        ShouldAllocateNothing(i => handle.Record(i - 500));
    }

    [Fact]
    public void An_event_with_its_own_time_allocates_nothing_in_a_minute_that_exists()
    {
        OutcomeRecorder outcomes = _recorder.Outcomes(Given.Availability.Name);
        LatencyRecorder latencies = _recorder.Latencies(Given.Duration.Name);
        ScoreRecorder scores = _recorder.Scores(Given.Rating.Name);
        MeasurementRecorder measurements = _recorder.Measurements(Given.Lag.Name);
        ShouldAllocateNothing(i =>
        {
            DateTimeOffset at = Given.Noon.AddMinutes(-(i % 3));
            outcomes.Record(i % 2 == 0, at);
            latencies.Record(i * 0.001, at);
            scores.Record(i % 6, at);
            measurements.Record(i - 500, at);
        });
    }

    [Fact]
    public void An_event_that_is_dropped_allocates_nothing()
    {
        OutcomeRecorder handle = _recorder.Outcomes(Given.Availability.Name);
        ShouldAllocateNothing(i => handle.Record(good: true, DateTimeOffset.UnixEpoch));
    }

    private static void ShouldAllocateNothing(Action<int> record)
    {
        // The same values warm up, so that every sketch has the range it needs. Twice, because buffers are not added up at once.
        Run(record);
        Run(record);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(record);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static void Run(Action<int> record)
    {
        for (int i = 0; i < 1000; i++)
        {
            record(i);
        }
    }
}
