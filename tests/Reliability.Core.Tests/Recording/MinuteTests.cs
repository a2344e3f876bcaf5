using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Core.Tests.Recording;

public sealed class MinuteTests
{
    private readonly InMemorySeriesStore _ledger = new();

    [Fact]
    public async Task Live_events_count_in_their_own_minute_even_when_nobody_flushes_for_many()
    {
        var clock = new FakeTimeProvider(Given.Noon.AddSeconds(59.5));
        await using var recorder = Given.Recorder(_ledger, clock);
        recorder.Outcome().Record(good: true);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        recorder.Outcome().Record(2, 1);
        clock.Advance(TimeSpan.FromMinutes(3));
        recorder.Outcome().Record(good: false);
        clock.Advance(TimeSpan.FromSeconds(59.9999999));
        recorder.Outcome().Record(good: true);
        clock.Advance(TimeSpan.FromHours(2));
        await recorder.FlushAsync();

        _ledger.Minutes(Given.Availability).Lines().Should().Equal("2026-11-23 12:00 1 1", "2026-11-23 12:01 3 2", "2026-11-23 12:04 2 1");
    }

    [Fact]
    public async Task An_event_with_its_own_time_counts_in_the_minute_of_that_time_in_any_time_zone()
    {
        await using var recorder = Given.Recorder(_ledger, new StepClock(Given.Noon));
        DateTimeOffset at = Given.Noon.AddMinutes(-90).AddTicks(-1);
        recorder.Outcome().Record(good: true, at).Should().Be(RecordResult.Accepted);
        recorder.Outcome().Record(good: true, at.ToOffset(TimeSpan.FromHours(9.5))).Should().Be(RecordResult.Accepted);
        recorder.Outcome().Record(good: true, at.AddTicks(1)).Should().Be(RecordResult.Accepted);
        await recorder.FlushAsync();

        _ledger.Minutes(Given.Availability).Lines().Should().Equal("2026-11-23 10:29 2 2", "2026-11-23 10:30 1 1");
    }

    [Fact]
    public async Task The_bounds_of_time_themselves_are_accepted()
    {
        await using var recorder = Given.Recorder(_ledger, new StepClock(Given.Noon));

        recorder.Outcome().Record(good: true, Given.Noon.AddDays(-400)).Should().Be(RecordResult.Accepted);
        recorder.Outcome().Record(good: true, Given.Noon.AddDays(-400).AddTicks(-1)).Should().Be(RecordResult.TooOld);
        recorder.Outcome().Record(good: true, Given.Noon.AddMinutes(5)).Should().Be(RecordResult.Accepted);
        recorder.Outcome().Record(good: true, Given.Noon.AddMinutes(5).AddTicks(1)).Should().Be(RecordResult.InFuture);
        recorder.Outcome().Record(good: true, DateTimeOffset.MinValue).Should().Be(RecordResult.TooOld);
        recorder.Outcome().Record(good: true, DateTimeOffset.MaxValue).Should().Be(RecordResult.InFuture);
    }

    [Fact]
    public async Task A_clock_that_steps_back_loses_nothing()
    {
        var clock = new StepClock(Given.Noon.AddMinutes(10));
        await using var recorder = Given.Recorder(_ledger, clock);
        recorder.Outcome().Record(good: true);
        clock.Now = Given.Noon;
        recorder.Outcome().Record(good: true);
        await recorder.FlushAsync();
        recorder.Outcome().Record(good: true);
        clock.FireTimers();
        clock.Now = Given.Noon.AddMinutes(1);
        clock.FireTimers();
        recorder.Outcome().Record(good: false);
        await recorder.FlushAsync();

        // The event between the step and the flush is still counted in the minute that the recorder knew.
        _ledger.Minutes(Given.Availability).Lines().Should().Equal("2026-11-23 12:00 1 1", "2026-11-23 12:01 1 0", "2026-11-23 12:10 2 2");
        recorder.GetStatistics().Should().BeEquivalentTo(new { Flushed = 4, Pending = 0 });
    }

    [Fact]
    public async Task The_timer_of_the_minute_is_armed_again_each_time_and_not_after_the_stop()
    {
        var clock = new StepClock(Given.Noon);
        await using var recorder = Given.Recorder(_ledger, clock);
        for (int minute = 1; minute <= 3; minute++)
        {
            recorder.Outcome().Record(good: true);
            clock.Now = Given.Noon.AddMinutes(minute);
            clock.FireTimers();
        }

        await recorder.StopAsync();
        clock.Now = Given.Noon.AddMinutes(4);
        clock.FireTimers();

        _ledger.Minutes(Given.Availability).Lines().Should().Equal("2026-11-23 12:00 1 1", "2026-11-23 12:01 1 1", "2026-11-23 12:02 1 1");
    }

    [Fact]
    public async Task A_minute_that_turns_while_the_recorder_is_being_made_does_no_harm()
    {
        var clock = new StepClock(Given.Noon.AddTicks(-1)) { FiresWhileCreating = true };
        await using var recorder = Given.Recorder(_ledger, clock);
        recorder.Outcome().Record(good: true);
        clock.Now = Given.Noon;
        clock.FireTimers();
        await recorder.FlushAsync();

        _ledger.Minutes(Given.Availability).Lines().Should().Equal("2026-11-23 11:59 1 1");
    }
}
