using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Core.Tests.Recording;

public sealed class HeartbeatTests
{
    private readonly InMemorySeriesStore _ledger = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon.AddSeconds(20));

    [Fact]
    public async Task Each_series_with_a_connected_feed_has_a_bucket_for_every_minute_in_which_the_recorder_ran()
    {
        await using var recorder = new ReliabilityRecorder(_ledger, Given.AllKinds, timeProvider: _clock);
        foreach (SeriesDefinition series in Given.AllKinds)
        {
            recorder.AddFeed(series.Name, "test", "the test").Connect();
        }

        for (int minute = 0; minute < 3; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        recorder.Outcome().Record(good: true);
        await recorder.StopAsync();

        foreach (SeriesDefinition series in Given.AllKinds)
        {
            _ledger.Minutes(series.Id).Select(b => (b.Start.Minute, b.Count)).Should().Equal(
                (0, 0), (1, 0), (2, 0), (3, series == Given.Outcomes ? 1 : 0));
        }
    }

    [Fact]
    public async Task A_quiet_minute_is_sent_once_however_often_somebody_flushes_or_looks()
    {
        var store = new FaultySeries();
        await using var recorder = new ReliabilityRecorder(store.Series, [Given.Outcomes], timeProvider: _clock);
        recorder.Outcome();
        for (int second = 0; second < 60; second++)
        {
            await recorder.FlushAsync();
            recorder.GetStatistics();
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await recorder.FlushAsync();

        store.Sent.SelectMany(b => b.Deltas).Select(d => d.Bucket.Start).Should().Equal(Given.Noon, Given.Noon.AddMinutes(1));
        store.Stored.Minutes(Given.Availability).Should().AllSatisfy(b => b.Should().Be(new SeriesBucket(b.Start, 0, 0)));
    }

    [Fact]
    public async Task A_machine_that_slept_leaves_a_gap()
    {
        await using var recorder = new ReliabilityRecorder(_ledger, [Given.Outcomes], timeProvider: _clock);
        recorder.Outcome();
        _clock.Advance(TimeSpan.FromMinutes(5)); // in one step: the timer wakes up late, once
        await recorder.FlushAsync();

        _ledger.Minutes(Given.Availability).Select(b => b.Start.Minute).Should().Equal(0, 5);
    }

    [Fact]
    public async Task An_import_leaves_quiet_minutes_out_unless_it_marks_them()
    {
        await using var recorder = Given.Recorder(_ledger, _clock);
        _clock.Advance(TimeSpan.FromMinutes(3));
        await recorder.FlushAsync();
        _ledger.Minutes(Given.Availability).Should().BeEmpty();

        recorder.Outcome().MarkObserved(Given.Noon.AddMinutes(-7).AddSeconds(30)).Should().Be(RecordResult.Accepted);
        recorder.Outcome().MarkObserved(Given.Noon.AddDays(-500)).Should().Be(RecordResult.TooOld);
        recorder.Outcome().MarkObserved(Given.Noon.AddDays(1)).Should().Be(RecordResult.InFuture);
        await recorder.StopAsync();

        _ledger.Minutes(Given.Availability).Should().Equal(new SeriesBucket(Given.Noon.AddMinutes(-7), 0, 0));
        recorder.Outcome().MarkObserved(Given.Noon).Should().Be(RecordResult.Stopped);
        recorder.GetStatistics().Recorded.Should().Be(0, "a mark is not an event");
    }

    [Fact]
    public async Task A_mark_on_a_minute_with_events_changes_nothing()
    {
        await using var recorder = Given.Recorder(_ledger, _clock);
        recorder.Outcome().Record(good: true, Given.Noon);
        recorder.Outcome().MarkObserved(Given.Noon).Should().Be(RecordResult.Accepted);
        await recorder.FlushAsync();
        recorder.Outcome().MarkObserved(Given.Noon);
        await recorder.FlushAsync();

        _ledger.Minutes(Given.Availability).Should().Equal(new SeriesBucket(Given.Noon, 1, 1));
    }
}
