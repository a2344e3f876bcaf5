using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Recording;

public sealed class FeedTests
{
    private readonly InMemorySeriesStore _store = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon.AddSeconds(20));

    [Fact]
    public async Task A_series_without_a_connected_feed_has_no_measured_minutes()
    {
        await using var recorder = new ReliabilityRecorder(_store, Given.AllKinds, timeProvider: _clock);
        recorder.AddFeed(Given.Availability.Name, FeedKinds.Meter, "instrument a of meter b");
        _clock.Advance(TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await recorder.StopAsync();

        Given.AllKinds.Should().AllSatisfy(series => _store.Minutes(series.Id).Should().BeEmpty());
    }

    [Fact]
    public async Task Minutes_are_measured_from_the_minute_in_which_a_feed_connects()
    {
        await using var recorder = new ReliabilityRecorder(_store, [Given.Outcomes], timeProvider: _clock);
        Feed feed = recorder.AddFeed(Given.Availability.Name, FeedKinds.Meter, "instrument a of meter b");
        _clock.Advance(TimeSpan.FromMinutes(1));
        feed.Connect();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await recorder.StopAsync();

        _store.Minutes(Given.Availability).Select(bucket => bucket.Start.Minute).Should().Equal(1, 2);
    }

    [Fact]
    public async Task A_feed_is_connected_once_and_keeps_the_time_of_it()
    {
        await using var recorder = new ReliabilityRecorder(_store, [Given.Outcomes], timeProvider: _clock);
        Feed feed = recorder.AddFeed(Given.Availability.Name, FeedKinds.Meter, "instrument a of meter b", () => "Nearest: 'c'.");
        FeedStatus before = recorder.GetFeeds().Should().ContainSingle().Subject;
        before.Should().BeEquivalentTo(
            new { Slo = Given.Availability.Name, Kind = "meter", State = FeedState.NeverHeard, ConnectedSince = (DateTimeOffset?)null });
        before.Describe().Should().Contain("instrument a of meter b").And.Contain("has not appeared since this process started")
            .And.EndWith("Nearest: 'c'.");

        feed.Connect();
        _clock.Advance(TimeSpan.FromMinutes(1));
        feed.Connect();
        recorder.GetFeeds(Given.Availability.Name).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { State = FeedState.Connected, ConnectedSince = Given.Noon.AddSeconds(20), Hint = (string?)null });
    }

    [Fact]
    public async Task The_code_that_takes_a_recorder_is_a_feed()
    {
        await using var recorder = new ReliabilityRecorder(_store, Given.AllKinds, timeProvider: _clock);
        recorder.GetFeeds().Should().HaveCount(4)
            .And.AllSatisfy(feed => (feed.Kind, feed.State).Should().Be(("code", FeedState.NeverHeard)));
        FluentActions.Invoking(() => recorder.Scores(Given.Availability.Name)).Should().Throw<InvalidOperationException>();
        recorder.GetFeeds().Should().AllSatisfy(feed => feed.State.Should().Be(FeedState.NeverHeard), "no recorder was taken");

        recorder.Outcome();
        recorder.GetFeeds().Where(feed => feed.State == FeedState.Connected).Should().ContainSingle()
            .Which.Slo.Should().Be(Given.Availability.Name);
    }

    [Fact]
    public void A_feed_of_a_series_that_does_not_exist_is_rejected()
    {
        using var recorder = new ReliabilityRecorder(_store, [Given.Outcomes], timeProvider: _clock);
        FluentActions.Invoking(() => recorder.AddFeed("absent", FeedKinds.Meter, "instrument a of meter b"))
            .Should().Throw<KeyNotFoundException>().WithMessage("*'absent'*'availability'*");
    }

    [Fact]
    public async Task What_instruments_report_is_in_the_buckets_of_their_series_and_is_counted_apart_when_it_is_lost()
    {
        var store = new FaultySeries();
        await using var recorder = new ReliabilityRecorder(store.Series, Given.AllKinds, timeProvider: _clock);
        Feed[] feeds = [.. Given.AllKinds.Select(one => recorder.AddFeed(one.Name, FeedKinds.Meter, "instrument a of meter b"))];
        RecordOfAll(recorder, feeds);
        await recorder.FlushAsync();
        Given.AllKinds.Should().AllSatisfy(one => store.Stored.Minutes(one.Id).Should().ContainSingle().Which.Count.Should().Be(5));
        recorder.GetStatistics().Should().BeEquivalentTo(
            new { Recorded = 21, Flushed = 21, PendingBuckets = 0, DroppedStoppedInstrumentOutcomes = 0 });

        store.Always(ChaosFault.BeforeApply);
        RecordOfAll(recorder, feeds);
        await recorder.Invoking(one => one.FlushAsync().AsTask()).Should().ThrowAsync<StoreException>();
        RecordOfAll(recorder, feeds);
        await recorder.Invoking(one => one.StopAsync().AsTask()).Should().ThrowAsync<StoreException>();
        RecordOfAll(recorder, feeds);

        RecorderStatistics end = recorder.GetStatistics();
        end.ShouldBalance();
        end.Should().BeEquivalentTo(new
        {
            DroppedStopped = 3 * 21,
            DroppedStoppedValues = 3 * 15,
            DroppedStoppedInstrumentOutcomes = 3 * 4,
            DroppedStoppedInstrumentValues = 3 * 9,
        });
        recorder.GetTotals().Should().ContainSingle(one => one.Series.Id == Given.Availability).Which
            .Should().BeEquivalentTo(new { Good = 4 * 3, Bad = 4 * 2 });
    }

    [Fact]
    public async Task Requests_and_health_checks_count_like_code()
    {
        await using var recorder = new ReliabilityRecorder(_store, [Given.Outcomes], timeProvider: _clock);
        foreach (string kind in (string[])[FeedKinds.Requests, FeedKinds.HealthCheck, "other"])
        {
            recorder.AddFeed(Given.Availability.Name, kind, "the test").Recorder.Should().BeSameAs(recorder.Outcome());
        }

        foreach (string kind in (string[])[FeedKinds.Meter, FeedKinds.Activities, FeedKinds.Logs])
        {
            recorder.AddFeed(Given.Availability.Name, kind, "the test").Recorder.Should().NotBeSameAs(recorder.Outcome());
        }
    }

    /// <summary>Two events of code and three of an instrument in each series, and a failure that the latencies leave out.</summary>
    private static void RecordOfAll(ReliabilityRecorder recorder, Feed[] feeds)
    {
        recorder.Outcome().Record(good: 1, bad: 1);
        recorder.Latencies(Given.Duration.Name).Record(TimeSpan.FromSeconds(1));
        recorder.Latencies(Given.Duration.Name).Record(TimeSpan.FromSeconds(1), Given.Noon);
        recorder.Scores(Given.Rating.Name).Record(4);
        recorder.Scores(Given.Rating.Name).Record(1.2);
        recorder.Measurements(Given.Lag.Name).Record(3);
        recorder.Measurements(Given.Lag.Name).Record(4);
        ((OutcomeRecorder)feeds[0].Recorder).Record(good: 2, bad: 1);
        for (int i = 0; i < 2; i++)
        {
            ((LatencyRecorder)feeds[1].Recorder).Record(TimeSpan.FromSeconds(2));
            ((ScoreRecorder)feeds[2].Recorder).Record(i + 0.3);
            ((MeasurementRecorder)feeds[3].Recorder).Record(i);
        }

        ((LatencyRecorder)feeds[1].Recorder).Record(TimeSpan.FromSeconds(2), Given.Noon);
        ((ScoreRecorder)feeds[2].Recorder).Record(5);
        ((MeasurementRecorder)feeds[3].Recorder).Record(8, Given.Noon);
        recorder.Failed(feeds[1]).Record(good: false);
    }
}
