using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

/// <summary>What a copy tells. That it is exact, and resumes, is proved on real stores.</summary>
public sealed class StoreCopyTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly InMemoryStore _source = new();
    private readonly InMemoryStore _target = new();

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    [Fact]
    public async Task What_the_source_records_after_it_was_copied_is_reported_and_not_lost_silently()
    {
        await AppendAsync(sequence: 1, minute: 0, count: 10);
        await CopyAsync();
        await AppendAsync(sequence: 2, minute: 5, count: 7);

        StoreCopyReport again = await CopyAsync();

        again.Conflicts.Should().ContainSingle().Which.Should().Contain("service shop").And.Contain("after it was copied");
        (again.Buckets, again.Producers).Should().Be((0, 0));
        (await _target.Series.GetLastSequenceAsync("shop", "producer", default))
            .Should()
            .Be(1, "the second batch may still be sent to the target");
    }

    [Fact]
    public async Task A_new_producer_at_a_copied_source_is_reported_too()
    {
        await AppendAsync(sequence: 1, minute: 0, count: 10);
        await CopyAsync();
        await AppendAsync(sequence: 1, minute: 5, count: 7, producer: "another");

        (await CopyAsync()).Conflicts.Should().ContainSingle();
    }

    [Fact]
    public async Task A_finished_copy_adds_nothing_and_has_nothing_to_tell()
    {
        await AppendAsync(sequence: 1, minute: 0, count: 10);
        (await CopyAsync()).Should().BeEquivalentTo(new { Buckets = 3, Producers = 1, Conflicts = Array.Empty<object>() });
        (await CopyAsync()).Should().BeEquivalentTo(new { Buckets = 0, Producers = 0, Conflicts = Array.Empty<object>() });
    }

    [Fact]
    public async Task Days_come_along_in_their_zone_and_are_rejected_where_they_lie_in_another()
    {
        var sketch = new QuantileSketch();
        sketch.Add(2);
        var delta = new SeriesDelta("orders", new SeriesBucket(Noon.AddHours(7), 1, 1)
        {
            ScaledSum = 2e7,
            Min = 2,
            Max = 2,
            Sketch = sketch,
        });
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");
        await _source.Series.AppendAsync(new SeriesBatch("shop", "producer", 1, [delta]) { DayZone = zone }, default);
        await CopyAsync();
        (await _target.Series.GetDayZoneAsync("shop", default)).Should().Be("Asia/Kathmandu");
        var days = new SeriesQuery(new("shop", "orders"), SeriesResolution.Day, Noon.AddDays(-9), Noon.AddDays(9))
        {
            IncludeSketches = true,
        };
        SeriesBucket day = (await _target.Series.ReadAsync([days], default))[0].Should().ContainSingle().Subject;
        (day.Start, day.Count, day.Sketch!.Count).Should().Be((Noon.AddHours(6.25), 1, 1));

        using var other = new InMemoryStore();
        await other.Series.AppendAsync(new SeriesBatch("shop", "producer-2", 1, [delta]), default);
        (await FluentActions.Awaiting(() => StoreCopy.RunAsync(_source, other, "source", null, default)).Should()
            .ThrowAsync<DayZoneException>()).Which.Stored.Should().Be("UTC");
    }

    [Fact]
    public async Task A_retention_comes_along_unless_the_target_has_one()
    {
        SeriesRetention shop = new(TimeSpan.FromDays(3), TimeSpan.FromDays(30));
        SeriesRetention known = new(TimeSpan.FromDays(4), TimeSpan.FromDays(40));
        foreach (string service in (string[])["shop", "known", "silent"])
        {
            await _source.Series.AppendAsync(
                new SeriesBatch(service, "producer", 1, [new SeriesDelta("orders", new SeriesBucket(Noon, 1, 1))]),
                default);
        }

        await _source.Series.SetRetentionAsync("shop", shop, default);
        await _source.Series.SetRetentionAsync("known", shop, default);
        await _target.Series.SetRetentionAsync("known", known, default);
        await CopyAsync();
        (await _target.Series.GetRetentionAsync("shop", default)).Should().Be(shop);
        (await _target.Series.GetRetentionAsync("known", default)).Should().Be(known);
        (await _target.Series.GetRetentionAsync("silent", default)).Should().BeNull();
    }

    [Fact]
    public async Task Documents_and_streams_come_over_under_their_services()
    {
        foreach (string service in (string[])["shop", "Shop"])
        {
            await _source.Documents.PutAsync(DocumentWrite.Create(new DocumentId(service, "c", "1"), $"\"{service}\""), default);
            await _source.Events.AppendAsync(
                new EventAppend(new StreamId(service, "s"), [new NewEvent("a", Noon, $"\"{service}\"")]),
                default);
        }

        StoreCopyReport report = await CopyAsync();
        report.Conflicts.Should().BeEmpty();
        foreach (string service in (string[])["shop", "Shop"])
        {
            (await _target.Documents.GetAsync(new DocumentId(service, "c", "1"), default))!.Json.Should().Be($"\"{service}\"");
            IReadOnlyList<IReadOnlyList<StoredEvent>> events =
                await _target.Events.ReadAsync([new EventQuery(new StreamId(service, "s"))], default);
            events.Should().ContainSingle().Which.Should().ContainSingle().Which.Json.Should().Be($"\"{service}\"");
        }
    }

    [Fact]
    public async Task A_store_is_not_copied_into_itself()
    {
        Func<Task> copy = () => StoreCopy.RunAsync(_source, _source, "a", null, default);
        await copy.Should().ThrowAsync<ArgumentException>().WithMessage("*must be different stores*");
    }

    private Task<StoreCopyReport> CopyAsync() => StoreCopy.RunAsync(_source, _target, "source", progress: null, CancellationToken.None);

    private ValueTask<AppendOutcome> AppendAsync(
        long sequence,
        int minute,
        long count,
        string producer = "producer") => _source.Series.AppendAsync(
        new SeriesBatch("shop", producer, sequence, [new SeriesDelta("orders", new SeriesBucket(Noon.AddMinutes(minute), count, count))]),
        CancellationToken.None);
}
