namespace Reliability.Storage.Redis.Tests;

/// <summary>Days are the local dates of the time zone that a service was first written with.</summary>
public sealed class RedisDayTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _prefix = Given.Prefix();

    [Theory]
    [InlineData("UTC", "2026-03-01T00:00Z", "2026-03-02T00:00Z", "2026-03-03T00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-27T23:00Z", "2026-03-28T23:00Z", "2026-03-29T22:00Z")] // 23 hours
    [InlineData("Europe/Berlin", "2026-10-23T22:00Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z")] // 25 hours
    [InlineData("Asia/Kolkata", "2026-02-28T18:30Z", "2026-03-01T18:30Z", "2026-03-02T18:30Z")]
    [InlineData("Asia/Kathmandu", "2026-02-28T18:15Z", "2026-03-01T18:15Z", "2026-03-02T18:15Z")]
    [InlineData("Pacific/Apia", "2011-12-29T10:00Z", "2011-12-30T10:00Z", "2011-12-31T10:00Z")] // has no 30 December
    [InlineData("America/New_York", "1969-12-30T05:00Z", "1969-12-31T05:00Z", "1970-01-01T05:00Z")]
    public async Task Days_are_local_dates(string zone, params string[] starts)
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        DateTimeOffset[] days = [.. starts.Select(start => DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture))];
        IEnumerable<SeriesDelta> deltas = days.SelectMany(
            day => (SeriesDelta[])[Event(day.AddMinutes(-1), 1), Event(day, 10), Event(day.AddHours(5), 100)]);
        await store.Series.AppendAsync(Batch(zone, 1, deltas), None);

        (await DaysAsync(store, days[0], days[^1].AddTicks(1))).Should().Equal((days[0], 111), (days[1], 111), (days[2], 110));
        (await DaysAsync(store, days[0].AddTicks(1), days[^1])).Should().Equal((days[1], 111));
        (await store.ReadAsync(SeriesResolution.Day)).Sum(bucket => bucket.Count).Should().Be(333, "a range of any length finds all");
        (await store.Series.GetDayZoneAsync("shop", None)).Should().Be(zone);
    }

    [Fact]
    public async Task A_batch_of_another_zone_is_rejected_whole_and_can_be_sent_in_the_right_one()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        (await store.Series.GetDayZoneAsync("shop", None)).Should().BeNull();
        (await store.ReadTiersAsync())[2].Should().BeEmpty("there are no days without a time zone");
        await store.Series.AppendAsync(Batch("Asia/Kolkata", 1), None);
        (await store.Series.GetDayZoneAsync("shop", None)).Should().BeNull("a batch without deltas declares none");
        await store.Series.AppendAsync(Batch("Europe/Berlin", 2, Given.Latency(0, 1)), None);

        Func<Task> append = async () => await store.Series.AppendAsync(Batch("UTC", 3, Given.Latency(0, 1), Given.Latency(90, 1)), None);
        DayZoneException fault = (await append.Should().ThrowAsync<DayZoneException>()).Which;
        (fault.Service, fault.Stored, fault.Declared).Should().Be(("shop", "Europe/Berlin", "UTC"));
        fault.IsTransient.Should().BeFalse();
        await store.ShouldHaveSketchesAsync(1);
        (await store.Series.GetLastSequenceAsync("shop", "producer", None)).Should().Be(2);
        (await store.Series.AppendAsync(Batch("UTC", 2, Given.Latency(0, 1)), None)).Should().Be(AppendOutcome.Duplicate);
        (await store.Series.AppendAsync(Batch("UTC", 3), None)).Should().Be(AppendOutcome.Applied, "it has no deltas");
        (await store.Series.AppendAsync(Batch("Europe/Berlin", 4, Given.Latency(0, 1)), None)).Should().Be(AppendOutcome.Applied);
        await store.ShouldHaveSketchesAsync(2);
    }

    [Fact]
    public async Task Series_of_a_single_tier_are_listed_as_long_as_days_are_kept()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        DateTimeOffset today = SeriesResolution.Day.StartOf(TimeProvider.System.GetUtcNow());
        await store.Series.AppendAsync(
            Batch(
                "UTC",
                1,
                new SeriesDelta("day", new SeriesBucket(today.AddDays(-3), 1, 1), SeriesTiers.Day),
                new SeriesDelta("hour", new SeriesBucket(today.AddDays(-3), 1, 1), SeriesTiers.Hour),
                new SeriesDelta("old", new SeriesBucket(today.AddDays(-9), 1, 1)),
                new SeriesDelta("minute", new SeriesBucket(today.AddDays(-3), 1, 1), SeriesTiers.Minute)),
            None);
        var retention = new SeriesRetention(TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromDays(5));
        await store.Series.SetRetentionAsync("shop", retention, None);

        (await store.Series.TrimAsync("shop", None)).Should().Be(5, "the old series has three, the hour and the minute one each");
        (await store.Series.ListSeriesAsync(None).ToListAsync()).Select(one => one.Name).Should().BeEquivalentTo("day", "hour", "minute");
        (await store.ReadAsync(SeriesResolution.Day, "day")).Should().ContainSingle();
    }

    [Fact]
    public async Task Sketches_go_by_their_own_retention_and_their_buckets_stay()
    {
        await using RedisStore store = await Given.StoreAsync(_prefix);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset thisHour = SeriesResolution.Hour.StartOf(now);
        SeriesDelta Latency(DateTimeOffset start) =>
            Given.Latency((int)(start - Given.Noon).TotalMinutes, 2);
        await store.AppendAsync(1, Latency(thisHour.AddHours(-30)), Latency(thisHour.AddHours(-3)), Latency(thisHour));
        var hours = new SketchRetention(TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(10));
        await store.Series.SetRetentionAsync(
            "shop", new SeriesRetention(TimeSpan.FromDays(3), TimeSpan.FromDays(4), TimeSpan.FromDays(20), hours), None);

        (await store.Series.TrimAsync("shop", None)).Should().Be(0, "no bucket is old");
        (await store.Series.FoldAsync("shop", None)).Should().Be(0, "a trim folds first");
        (await store.ReadAsync()).Select(bucket => bucket.Sketch?.Count).Should().Equal(null, null, 2);
        (await store.ReadAsync(SeriesResolution.Hour)).Select(bucket => bucket.Sketch?.Count).Should().Equal(null, 2, 2);
        (await store.ReadAsync(SeriesResolution.Day)).Sum(bucket => bucket.Sketch!.Count).Should().Be(6);
    }

    private static SeriesBatch Batch(string zone, long sequence, params IEnumerable<SeriesDelta> deltas) =>
        new("shop", "producer", sequence, deltas) { DayZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };

    private static SeriesDelta Event(DateTimeOffset minute, long count) => new("orders", new SeriesBucket(minute, count, count));

    private static async Task<IEnumerable<(DateTimeOffset, long)>> DaysAsync(RedisStore store, DateTimeOffset from, DateTimeOffset to) =>
        (await store.Series.ReadAsync([new SeriesQuery(new SeriesId("shop", "orders"), SeriesResolution.Day, from, to)], None))[0]
            .Select(bucket => (bucket.Start, bucket.Count));
}
