using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;

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
        before.Describe().Should().Contain("instrument a of meter b").And.Contain("never heard").And.EndWith("Nearest: 'c'.");

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
    public void A_feed_of_a_series_that_does_not_exist_is_refused()
    {
        using var recorder = new ReliabilityRecorder(_store, [Given.Outcomes], timeProvider: _clock);
        FluentActions.Invoking(() => recorder.AddFeed("absent", FeedKinds.Meter, "instrument a of meter b"))
            .Should().Throw<KeyNotFoundException>().WithMessage("*'absent'*'availability'*");
    }
}
