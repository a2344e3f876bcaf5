using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.SeriesScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="SeriesStoreConformance{TStore}"/> for retention: only data beyond the declared retention of a service is removed.
/// Derive from that class, not from this one.
/// </summary>
/// <remarks>
/// The present is the clock of this machine, or the newest bucket. The clock of a server may differ from it by up to half an hour. A suite
/// for a store that uses <see cref="RetentionHorizon"/> overrides <see cref="StoreConformance{TStore, TRole}.PassTimeAsync"/>.
/// </remarks>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class SeriesRetentionConformance<TStore> : SeriesBatchConformance<TStore>
    where TStore : class
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Retention removes the buckets that ended before its limit, for every series and for each tier, and no others.</summary>
    [Fact]
    public async Task RetentionRemovesWhatEndedAndNothingElse()
    {
        ISeriesStore store = await StartAsync();
        DateTimeOffset now = ThisMinute();
        TimeSpan margin = TimeSpan.FromHours(1);
        await store.KeepAsync(10 * Day, 100 * Day);
        await store.AppendAsync(
            1,
            now.Ago(TimeSpan.Zero),
            now.Ago((10 * Day) - margin),
            now.Ago((10 * Day) + margin),
            now.Ago((100 * Day) - margin),
            now.Ago((100 * Day) + (3 * margin)),
            now.Ago(11 * Day, series: "other"),
            now.Ago(101 * Day, series: "other"));

        Assert.Equal(5 + 2, await TrimAsync(store));
        AssertSame([now.Ago((10 * Day) - margin).Bucket, now.Ago(TimeSpan.Zero).Bucket], await store.MinutesAsync());
        Assert.Empty(await store.MinutesAsync(Series("other")));
        Assert.Equal(4, await store.SumOfHoursAsync());
        Assert.Equal(SeriesResolution.Hour.StartOf(now - (100 * Day) + margin), (await store.HoursAsync())[0].Start);
        Assert.Equal(SeriesResolution.Hour.StartOf(now - (11 * Day)), Assert.Single(await store.HoursAsync(Series("other"))).Start);
        Assert.Equal(0, await TrimAsync(store));
        List<SeriesId> left = await store.ListSeriesAsync();
        Assert.Contains(Series(), left);
        Assert.Contains(Series("other"), left);
    }

    /// <summary>
    /// Each tier and its sketches have a retention of their own: a bucket outlives its sketch, and a bucket of a coarser tier those of a
    /// finer one. Trimming folds first, so nothing is left of a sketch that ended.
    /// </summary>
    [Fact]
    public async Task TiersAndSketchesAreTrimmedApart()
    {
        ISeriesStore store = await StartAsync();
        DateTimeOffset now = ThisMinute();
        await store.SetRetentionAsync(
            Service,
            new SeriesRetention(20 * Day, 40 * Day, 80 * Day, new SketchRetention(10 * Day, 30 * Day, 60 * Day)),
            CancellationToken.None);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");
        int[] ages = [0, 5, 15, 25, 35, 50, 70, 90];
        SeriesDelta[] deltas =
        [
            .. ages.Select(age => new SeriesDelta(
                "orders", Values(0, age).Bucket with { Start = SeriesResolution.Minute.StartOf(now - (age * Day)) })),
        ];
        await store.AppendAsync(new SeriesBatch(Service, Producer, 1, deltas) { DayZone = zone }, CancellationToken.None);

        // Minutes of 25, 35, 50, 70 and 90 days ago, hours of 50, 70 and 90 days ago, and the day of 90 days ago.
        Assert.Equal(5 + 3 + 1, await TrimAsync(store));
        await AssertKeptAsync(SeriesResolution.Minute, [0, 5, 15], [0, 5]);
        await AssertKeptAsync(SeriesResolution.Hour, [0, 5, 15, 25, 35], [0, 5, 15, 25]);
        await AssertKeptAsync(SeriesResolution.Day, [0, 5, 15, 25, 35, 50, 70], [0, 5, 15, 25, 35, 50]);
        Assert.Equal(0, await TrimAsync(store));

        // A late event of a bucket whose sketch is gone is counted.
        await store.AppendAsync(
            new SeriesBatch(Service, Producer, 2, [deltas[2]]) { DayZone = zone }, CancellationToken.None);
        Assert.Equal(0, await TrimAsync(store));
        Assert.Equal(2, (await store.MinutesAsync(sketches: true))[0].Count);
        Assert.Null((await store.MinutesAsync(sketches: true))[0].Sketch);

        async Task AssertKeptAsync(SeriesResolution tier, int[] buckets, int[] sketches)
        {
            List<SeriesBucket> kept = await store.BucketsAsync(Series(), tier, sketches: true);
            Assert.Equal(buckets.Order(), kept.Select(bucket => (int)bucket.Max).Order());
            Assert.Equal(sketches.Order(), kept.Where(bucket => bucket.Sketch is not null).Select(bucket => (int)bucket.Max).Order());
        }
    }

    /// <summary>A service that declared no retention keeps all data, regardless of other services.</summary>
    [Fact]
    public async Task WithoutARetentionEverythingIsKept()
    {
        ISeriesStore store = await StartAsync();
        DateTimeOffset now = ThisMinute();
        await store.AppendAsync(1, now.Ago(3_000 * Day), now.Ago(TimeSpan.Zero));
        await store.KeepAsync(Day, Day, "other");

        Assert.Null(await store.RetentionAsync());
        Assert.Equal(0, await TrimAsync(store));
        Assert.Equal(0, await TrimAsync(store, "other"));
        Assert.Equal(2, await store.SumOfMinutesAsync());
        Assert.Equal(2, await store.SumOfHoursAsync());
        Assert.Null(await store.RetentionAsync());
        Assert.Equal([Series()], await store.ListSeriesAsync());
    }

    /// <summary>
    /// Trimming one service keeps the buckets and the sequences of the producers of every other service, however short its own retention
    /// is.
    /// </summary>
    [Fact]
    public async Task ServicesAreTrimmedApart()
    {
        string[] others = ["Shop", "shop ", "shop:orders", "shop/orders", "{shop}", "shop%", "other"];
        ISeriesStore store = await StartAsync();
        DateTimeOffset now = ThisMinute();
        foreach (string service in (string[])[Service, .. others])
        {
            await store.AppendAsync(service, 7, [now.Ago(30 * Day)], "ended");
            await store.AppendAsync(service, 8, [now.Ago(30 * Day), now.Ago(TimeSpan.Zero)]);
        }

        await store.KeepAsync(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await store.KeepAsync(20 * Day, 400 * Day, others[0]);
        await store.KeepAsync(400 * Day, 400 * Day, others[1]);
        Assert.Equal(2, await TrimAsync(store));
        Assert.Equal(1, await store.SumOfHoursAsync());
        Assert.Equal(8, await store.LastSequenceAsync());
        foreach (string service in others)
        {
            Assert.Equal(3, await store.SumOfMinutesAsync(Series(service: service)));
            Assert.Equal(3, await store.SumOfHoursAsync(Series(service: service)));
            Assert.Equal(7, await store.LastSequenceAsync("ended", service));
            Assert.Equal(8, await store.LastSequenceAsync(service: service));
        }

        Assert.Equal(1, await TrimAsync(store, others[0]));
        Assert.Equal(0, await TrimAsync(store, others[1]));
        Assert.Equal(3, await store.SumOfHoursAsync(Series(service: others[0])));
        Assert.Equal(7, await store.LastSequenceAsync("ended", others[0]));
        Assert.Equal(1, await store.SumOfHoursAsync());
    }

    /// <summary>
    /// A retention is returned as declared, a later declaration replaces it, every process sees it, and a restart keeps it.
    /// </summary>
    [Fact]
    public async Task ARetentionIsReplacedAndKept()
    {
        ISeriesStore one = await StartAsync();
        ISeriesStore two = await StartAsync();
        SeriesRetention[] retentions =
        [
            SeriesRetention.Default, new(TimeSpan.FromHours(1), TimeSpan.FromHours(1)), new(TimeSpan.MaxValue, TimeSpan.MaxValue),
            new(TimeSpan.FromHours(1) + TimeSpan.FromTicks(1), TimeSpan.FromHours(5) + TimeSpan.FromTicks(12_345_679)),
            new(9 * Day, 40 * Day, 41 * Day, new SketchRetention(TimeSpan.FromHours(3), 7 * Day, 8 * Day + TimeSpan.FromTicks(3))),
            new(Day, 2 * Day),
        ];
        foreach (SeriesRetention retention in retentions)
        {
            await one.SetRetentionAsync(Service, retention, CancellationToken.None);
            await one.SetRetentionAsync(Service, retention, CancellationToken.None);
            Assert.Equal(retention, await one.RetentionAsync());
            Assert.Equal(retention, await two.RetentionAsync());
        }

        Assert.Null(await one.RetentionAsync("other"));
        Assert.Empty(await one.ListSeriesAsync());
        await StopAsync(two);
        one = await RestartAsync(one);
        Assert.Equal(new SeriesRetention(Day, 2 * Day), await one.RetentionAsync());

        DateTimeOffset now = ThisMinute();
        await one.AppendAsync(1, now.Ago(3 * Day), now.Ago(TimeSpan.Zero));
        await one.KeepAsync(4 * Day, 5 * Day);
        Assert.Equal(0, await TrimAsync(one));
        await one.KeepAsync(Day, 5 * Day);
        Assert.Equal(1, await TrimAsync(one));
        one = await RestartAsync(one);
        Assert.Equal(new SeriesRetention(Day, 5 * Day), await one.RetentionAsync());
        await one.KeepAsync(Day, 2 * Day);
        Assert.Equal(1, await TrimAsync(one));
    }

    /// <summary>For retention, services are compared byte by byte, and an invalid name is rejected.</summary>
    [Fact]
    public async Task ServicesOfRetentionAreOpaque()
    {
        ISeriesStore store = await StartAsync();
        DateTimeOffset now = ThisMinute();
        string[] names = Samples.Names;
        for (int i = 0; i < names.Length; i++)
        {
            await store.KeepAsync((i + 2) * Day, 400 * Day, names[i]);
            await store.AppendAsync(names[i], 1, [now.Ago(TimeSpan.FromHours(36)), now.Ago(TimeSpan.Zero)]);
        }

        await store.KeepAsync(Day, 400 * Day, names[0]);
        Assert.Equal(1, await TrimAsync(store, names[0]));
        for (int i = 1; i < names.Length; i++)
        {
            Assert.Equal(new SeriesRetention((i + 2) * Day, 400 * Day), await store.RetentionAsync(names[i]));
            Assert.Equal(2, await store.SumOfMinutesAsync(Series(service: names[i])));
        }

        foreach (string illegal in (string[])["", "a\nb", "a\0", new('x', 201), "\ud800"])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(
                async () => await store.SetRetentionAsync(illegal, SeriesRetention.Default, CancellationToken.None));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.GetRetentionAsync(illegal, CancellationToken.None));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.TrimAsync(illegal, CancellationToken.None));
        }
    }

    /// <summary>Namespaces share no retention, and are trimmed separately.</summary>
    [Fact]
    public async Task NamespacesAreTrimmedApart()
    {
        ISeriesStore one = await StartAsync(Namespace + "-one");
        ISeriesStore two = await StartAsync(Namespace + "-two");
        DateTimeOffset now = ThisMinute();
        await one.AppendAsync(5, now.Ago(30 * Day), now.Ago(TimeSpan.Zero));
        await two.AppendAsync(1, now.Ago(30 * Day), now.Ago(TimeSpan.Zero));
        await two.KeepAsync(Day, Day);
        Assert.Null(await one.RetentionAsync());
        Assert.Equal(2, await TrimAsync(two));
        Assert.Equal(0, await TrimAsync(one));
        Assert.Equal(2, await one.SumOfMinutesAsync());
        Assert.Equal(5, await one.LastSequenceAsync());
    }

    /// <summary>A producer is remembered while the hour of its newest event is kept, so that a late duplicate is still rejected.</summary>
    [Fact]
    public async Task RetentionKeepsTheSequenceOfWhatIsKept()
    {
        ISeriesStore store = await StartAsync();
        DateTimeOffset now = ThisMinute();
        await store.KeepAsync(Day, 100 * Day);
        await store.AppendAsync(1, now.Ago((100 * Day) - TimeSpan.FromHours(1)));
        await store.AppendAsync(2, now.Ago(300 * Day));
        await store.AppendAsync(Service, 1, [now.Ago(TimeSpan.Zero)], "another");
        Assert.Equal(2 + 1, await TrimAsync(store));
        Assert.Equal(2, await store.LastSequenceAsync());
        Assert.Equal(AppendOutcome.Duplicate, await store.AppendAsync(1, now.Ago((100 * Day) - TimeSpan.FromHours(1))));
        Assert.Equal(2, await store.SumOfHoursAsync());
    }

    /// <summary>The maximum retention removes nothing and does not overflow.</summary>
    [Fact]
    public async Task AnEndlessRetentionRemovesNothing()
    {
        ISeriesStore store = await StartAsync();
        DateTimeOffset now = ThisMinute();
        await store.KeepAsync(TimeSpan.MaxValue, TimeSpan.MaxValue);
        await store.AppendAsync(
            1, new SeriesDelta("orders", new SeriesBucket(new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero), 1, 1)), now.Ago(TimeSpan.Zero));
        Assert.Equal(0, await TrimAsync(store));
        Assert.Equal(0, await TrimAsync(store));
        Assert.Equal(2, await store.SumOfMinutesAsync());
        Assert.Equal(2, await store.SumOfHoursAsync());
    }

    /// <summary>A large number of old buckets, more than a store removes in one transaction, is completely removed and counted.</summary>
    [Fact]
    public async Task RetentionRemovesAnyNumber()
    {
        ISeriesStore store = await StartAsync();
        DateTimeOffset now = ThisMinute();
        await store.KeepAsync(8 * Day, 400 * Day);
        await store.AppendAsync(
            1,
            [.. Enumerable.Range(0, 9_000).Select(minute => now.Ago((20 * Day) - TimeSpan.FromMinutes(minute))), now.Ago(TimeSpan.Zero)]);
        Assert.Equal(9_000, await TrimAsync(store));
        Assert.Equal(1, await store.SumOfMinutesAsync());
        Assert.Equal(9_001, await store.SumOfHoursAsync());
    }

    /// <summary>Processes that trim one service concurrently remove each bucket once.</summary>
    [Fact]
    public async Task ARaceOfTrimsCountsEachBucketOnce()
    {
        ISeriesStore[] stores = [await StartAsync(), await StartAsync()];
        DateTimeOffset now = ThisMinute();
        await stores[0].KeepAsync(Day, Day);
        await stores[0].AppendAsync(
            1, [.. Enumerable.Range(0, 600).Select(minute => now.Ago((20 * Day) - TimeSpan.FromMinutes(minute))), now.Ago(TimeSpan.Zero)]);
        int hours = (await stores[0].HoursAsync()).Count - 1;
        long early = 0;
        foreach (ISeriesStore store in stores)
        {
            early += await store.TrimAsync(Service, CancellationToken.None);
        }

        await PassTimeAsync(100 * 365 * Day);
        long[] removed = await Together.RunAsync(4, async client => await stores[client % 2].TrimAsync(Service, CancellationToken.None));
        Assert.Equal(600 + hours, early + removed.Sum());
        Assert.Equal(1, await stores[1].SumOfHoursAsync());
    }

    /// <summary>
    /// Trims to the present. A store without a clock first needs a call to set its horizon, and then all the time that it may need.
    /// </summary>
    private async Task<long> TrimAsync(ISeriesStore store, string service = Service)
    {
        long removed = await store.TrimAsync(service, CancellationToken.None);
        await PassTimeAsync(100 * 365 * Day);
        return removed + await store.TrimAsync(service, CancellationToken.None);
    }
}
