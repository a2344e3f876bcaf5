using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Slos;

/// <summary>Bad events are counted by their sources next to the series of their objective.</summary>
public sealed class BadEventSourcesTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SloDefinition Web = SloDefinition.Availability("web", 99m);
    private readonly FakeTimeProvider _clock = new(Start);
    private readonly InMemoryStore _store;
    private readonly ErrorBudgets _budgets;

    public BadEventSourcesTests()
    {
        _store = new InMemoryStore(_clock);
        _budgets = new ErrorBudgets(_store.Series, [Web], _clock) { Documents = _store.Documents };
    }

    [Fact]
    public async Task Twenty_of_25_sources_are_counted_apart_and_the_others_together()
    {
        await using ReliabilityRecorder recorder = Recorder();
        for (int i = 0; i < 25; i++)
        {
            Fail(recorder, $"/{i:00}", times: i + 1);
        }

        await recorder.FlushAsync();

        BadEventSources read = await ReadAsync(TimeSpan.FromDays(28));
        read.Sources.Select(one => (one.Route, one.Bad)).Should()
            .Equal(Enumerable.Range(0, 20).Reverse().Select(i => ($"/{i:00}", (long)i + 1)));
        read.Other.Should().Be(21 + 22 + 23 + 24 + 25);
        (await _budgets.GetStatusAsync("web")).Bad.Should().Be(read.Sources.Sum(one => one.Bad) + read.Other);
    }

    [Fact]
    public async Task Sources_of_two_processes_add_up()
    {
        await using ReliabilityRecorder one = Recorder();
        await using ReliabilityRecorder other = Recorder();
        Fail(one, "/both", times: 3);
        Fail(one, "/one", times: 1);
        Fail(other, "/both", times: 4);
        Fail(other, "/other", times: 2);
        await Task.WhenAll(one.FlushAsync().AsTask(), other.FlushAsync().AsTask());

        (await ReadAsync(TimeSpan.FromDays(28))).Sources.Select(source => (source.Route, source.Bad)).Should()
            .Equal(("/both", 7), ("/other", 2), ("/one", 1));
    }

    [Fact]
    public async Task More_than_twenty_sources_of_several_processes_are_the_largest_and_the_sum_of_the_others()
    {
        for (int process = 0; process < 3; process++)
        {
            await using ReliabilityRecorder recorder = Recorder();
            for (int i = 0; i < 10; i++)
            {
                Fail(recorder, $"/{process}/{i}", times: process + 1);
            }

            await recorder.StopAsync();
        }

        BadEventSources read = await ReadAsync(TimeSpan.FromDays(28));
        read.Sources.Should().HaveCount(20).And.OnlyContain(one => one.Bad > 1);
        read.Other.Should().Be(10);
    }

    [Fact]
    public async Task Sources_lie_in_the_batch_of_their_events_even_if_a_flush_needs_several()
    {
        var store = new FaultySeries(_store);
        await using ReliabilityRecorder recorder = Recorder(store.Series, maxBatchBuckets: 5);
        for (int minute = 0; minute < 10; minute++)
        {
            Fail(recorder, "/a", times: 1, Start.AddMinutes(-minute));
            Fail(recorder, "/b", times: 2, Start.AddMinutes(-minute));
        }

        store.Appends.Next(ChaosFault.AfterApply);
        await recorder.Invoking(r => r.FlushAsync().AsTask()).Should().ThrowAsync<StoreException>();
        await recorder.FlushAsync();

        SeriesBatch[] sent = [.. store.Sent.DistinctBy(batch => batch.Sequence)];
        sent.Should().HaveCount(10);
        foreach (SeriesBatch batch in sent)
        {
            batch.Deltas.Where(delta => delta.Series == "web").Sum(delta => delta.Bucket.Count).Should()
                .Be(batch.Deltas.Where(delta => delta.Series != "web").Sum(delta => delta.Bucket.Count)).And.Be(3);
        }

        (await ReadAsync(TimeSpan.FromHours(1))).Sources.Select(one => one.Bad).Should().Equal(20, 10);
    }

    [Fact]
    public async Task Sources_are_no_events_of_their_own_and_get_no_quiet_minutes()
    {
        await using ReliabilityRecorder recorder = Recorder();
        Fail(recorder, "/a", times: 2);
        await recorder.FlushAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));
        await recorder.FlushAsync();

        recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 2L, Flushed = 2L, Pending = 0L, Dropped = 0L });
        recorder.GetTotals().Should().ContainSingle().Which.Bad.Should().Be(2);
        SeriesId[] all = [.. await _store.Series.ListSeriesAsync(CancellationToken.None).ToListAsync()];
        SeriesId source = all.Should().ContainSingle(id => id != Web.Series.Id).Which;
        source.Name.Should().Be("web (bad:/a|500|1.0)");
        (await _store.Series.ReadAsync(
            new SeriesQuery(source, SeriesResolution.Minute, Start, Start.AddHours(1)), CancellationToken.None).ToListAsync())
            .Should().ContainSingle();
    }

    [Fact]
    public async Task Late_events_count_at_their_time_and_a_range_reads_its_own()
    {
        await using ReliabilityRecorder recorder = Recorder();
        Fail(recorder, "/now", times: 1);
        Fail(recorder, "/earlier", times: 1, Start.AddMinutes(-30));
        Fail(recorder, "/days", times: 1, Start.AddDays(-3));
        recorder.BadEvents("web").Record(SourceOf("/old"), Start.AddDays(-500)).Should().Be(RecordResult.TooOld);
        await recorder.FlushAsync();

        (await RoutesAsync(TimeSpan.FromMinutes(10))).Should().BeEquivalentTo("/now");
        (await RoutesAsync(TimeSpan.FromHours(2))).Should().BeEquivalentTo("/now", "/earlier");
        (await RoutesAsync(TimeSpan.FromDays(7))).Should().BeEquivalentTo("/now", "/earlier", "/days");
    }

    [Fact]
    public async Task Texts_of_any_content_and_length_are_sources_that_stay_apart()
    {
        string[] routes =
        [
            "", "a|b", "a%7Cb", "\u0000\u001F", "half \uD800", "\u202Egnp", new string('x', 5_000), new string('x', 4_999) + "y",
            new string('\u20AC', 70),
        ];
        await using ReliabilityRecorder recorder = Recorder();
        foreach (string route in routes)
        {
            Fail(recorder, route, times: 1);
        }

        await recorder.FlushAsync();

        BadEventSources read = await ReadAsync(TimeSpan.FromDays(1));
        read.Sources.Select(one => one.Route).Distinct().Should().HaveCount(routes.Length);
        read.Sources.Should().Contain(one => one.Route.StartsWith("xxxxxxxx")).And.Contain(one => one.Route == "(none)");
    }

    [Fact]
    public async Task An_objective_whose_name_takes_all_the_room_has_sources_too()
    {
        SloDefinition slo = SloDefinition.Availability(new string('n', 200), 99m);
        await using ReliabilityRecorder recorder = new(_store.Series, [slo.Series], timeProvider: _clock) { Documents = _store.Documents };
        recorder.BadEvents(slo.Name).Record(SourceOf("/a"));
        recorder.BadEvents(slo.Name).Record(SourceOf("/b"));
        await recorder.FlushAsync();

        var budgets = new ErrorBudgets(_store.Series, [slo], _clock) { Documents = _store.Documents };
        (await budgets.GetBadEventSourcesAsync(slo.Name, new TimeRange(Start.AddDays(-1), Start.AddMinutes(1))))
            .Sources.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_source_leaves_the_list_when_its_events_have_left_the_store()
    {
        await using ReliabilityRecorder recorder = Recorder();
        Fail(recorder, "/old", times: 1);
        await recorder.FlushAsync();
        _clock.Advance(TimeSpan.FromDays(401));
        Fail(recorder, "/new", times: 1);
        await recorder.FlushAsync();

        Document? list = await _store.Documents.GetAsync(
            new DocumentId(Web.Service, "bad-event-sources", "web"), CancellationToken.None);
        list!.Json.Should().Contain("/new").And.NotContain("/old");
    }

    [Fact]
    public async Task Unknown_names_and_ranges_that_are_wrong_are_rejected_and_nothing_recorded_is_an_empty_list()
    {
        BadEventSources read = await ReadAsync(TimeSpan.FromDays(1));
        read.Sources.Should().BeEmpty();
        read.Other.Should().Be(0);
        await _budgets.Invoking(b => b.GetBadEventSourcesAsync("wbe", new TimeRange(Start, Start)).AsTask())
            .Should().ThrowAsync<KeyNotFoundException>();
        await _budgets.Invoking(b => b.GetBadEventSourcesAsync("web", new TimeRange(Start, Start.AddDays(-1))).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>();
        await _budgets.Invoking(b => b.GetBadEventSourcesAsync("web", new TimeRange(Start.AddDays(-400), Start)).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    public void Dispose() => _store.Dispose();

    private static BadEventSource SourceOf(string route) => new() { Route = route, Status = "500", Version = "1.0" };

    private static void Fail(ReliabilityRecorder recorder, string route, int times, DateTimeOffset? at = null)
    {
        for (int i = 0; i < times; i++)
        {
            if (at is { } then)
            {
                recorder.Outcomes("web").Record(good: false, then);
                recorder.BadEvents("web").Record(SourceOf(route), then);
            }
            else
            {
                recorder.Outcomes("web").Record(good: false);
                recorder.BadEvents("web").Record(SourceOf(route));
            }
        }
    }

    private ReliabilityRecorder Recorder(ISeriesStore? series = null, int maxBatchBuckets = 5_000) => new(
        series ?? _store.Series, [Web.Series], new RecorderOptions { MaxBatchBuckets = maxBatchBuckets }, _clock)
    {
        Documents = _store.Documents,
    };

    private ValueTask<BadEventSources> ReadAsync(TimeSpan back) =>
        _budgets.GetBadEventSourcesAsync("web", new TimeRange(_clock.GetUtcNow() - back, _clock.GetUtcNow().AddMinutes(1)));

    private async Task<IEnumerable<string>> RoutesAsync(TimeSpan back) => (await ReadAsync(back)).Sources.Select(one => one.Route);
}
