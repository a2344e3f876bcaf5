namespace Reliability.Storage.Postgres.Tests;

/// <summary>Old is what is old by the clock of the server, which is that of this machine.</summary>
public sealed class PostgresRetentionTests
{
    private static readonly DateTimeOffset Now = SeriesResolution.Minute.StartOf(DateTimeOffset.UtcNow);
    private readonly string _schema = Database.Schema();

    [Fact]
    public async Task What_is_older_than_the_retention_of_its_service_goes_and_nothing_else()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        foreach (string service in (string[])["shop", "bank", "free"])
        {
            await AppendAsync(store, service, "old", 1, Now.AddDays(-500), Now.AddDays(-401));
            await AppendAsync(store, service, "new", 1, Now.AddDays(-399), Now.AddDays(-9), Now.AddDays(-7), Now, Now.AddDays(30));
        }

        await store.Series.SetRetentionAsync("bank", SeriesRetention.Default, CancellationToken.None);
        await store.Series.SetRetentionAsync(
            "shop",
            new SeriesRetention(TimeSpan.FromDays(800), TimeSpan.FromDays(800)),
            CancellationToken.None);
        (await store.Series.TrimAsync("shop", CancellationToken.None)).Should().Be(0);
        (await store.Series.TrimAsync("free", CancellationToken.None)).Should().Be(0);

        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, CancellationToken.None);
        (await store.Series.GetRetentionAsync("shop", CancellationToken.None)).Should().Be(SeriesRetention.Default);
        (await store.Series.GetRetentionAsync("free", CancellationToken.None)).Should().BeNull();
        (await store.Series.TrimAsync("shop", CancellationToken.None)).Should().Be(4 + 2);
        (await store.Series.TrimAsync("shop", CancellationToken.None)).Should().Be(0);
        (await Database.SqlAsync(
            $"SELECT s.service, b.tier, count(*) FROM {_schema}.series AS s JOIN {_schema}.bucket AS b ON b.series_id = s.id GROUP BY "
                + $"1, 2 ORDER BY 1, 2"))
            .Should().Equal("bank|0|7", "bank|1|7", "bank|2|7", "free|0|7", "free|1|7", "free|2|7", "shop|0|3", "shop|1|5", "shop|2|7");
        (await Database.SqlAsync($"SELECT service, producer FROM {_schema}.producer ORDER BY 1, 2"))
            .Should().Equal("bank|new", "bank|old", "free|new", "free|old", "shop|new");
    }

    [Fact]
    public async Task A_retention_is_kept_to_the_tick_and_may_be_longer_than_time()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await AppendAsync(store, "shop", "p", 1, DateTimeOffset.MinValue, Now);
        foreach (SeriesRetention retention in (SeriesRetention[])
        [
            new(TimeSpan.MaxValue, TimeSpan.MaxValue),
            new(TimeSpan.FromDays(9999999), TimeSpan.MaxValue),
            new(
                TimeSpan.FromTicks(36000000007),
                TimeSpan.FromTicks(3600000000009),
                TimeSpan.FromTicks(36000000000011),
                new SketchRetention(
                    TimeSpan.FromTicks(36000000001), TimeSpan.FromTicks(3600000000003), TimeSpan.FromTicks(36000000000005))),
        ])
        {
            (await store.Series.TrimAsync("shop", CancellationToken.None)).Should().Be(0);
            await store.Series.SetRetentionAsync("shop", retention, CancellationToken.None);
            (await store.Series.GetRetentionAsync("shop", CancellationToken.None)).Should().Be(retention);
        }

        (await store.Series.TrimAsync("shop", CancellationToken.None)).Should().Be(3);
    }

    [Fact]
    public async Task A_day_is_as_old_as_its_start_in_the_zone_of_the_service()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati");
        await using PostgresStore store = await Database.OpenAsync(_schema);
        var kept = new SeriesRetention(TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromDays(3));
        await store.Series.SetRetentionAsync("shop", kept, CancellationToken.None);
        DateTimeOffset oldest = kept.OldestKept(SeriesResolution.Day, Now, zone);
        await store.Series.AppendAsync(
            new SeriesBatch(
                "shop",
                "p",
                1,
                new[] { -1, 0, 60 * 24 }.Select(minute =>
                    new SeriesDelta("orders", new SeriesBucket(oldest.AddMinutes(minute), 1, 1), SeriesTiers.Day)))
            {
                DayZone = zone,
            },
            CancellationToken.None);
        (await store.Series.TrimAsync("shop", CancellationToken.None)).Should().Be(1);
        (await store.ReadAsync(SeriesResolution.Day)).Select(day => day.Start).Should().Equal(oldest, oldest.AddDays(1));
    }

    [Fact]
    public async Task Retention_and_writers_of_old_buckets_get_along()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, CancellationToken.None);
        DateTimeOffset hour = SeriesResolution.Hour.StartOf(Now.AddDays(-30));
        SeriesDelta[] deltas =
        [
            .. Enumerable.Range(0, 300)
                .Select(i => new SeriesDelta($"series-{i % 30}", new SeriesBucket(hour.AddMinutes(i % 50), 1, 1)
                {
                    ScaledSum = 0,
                    Min = 0,
                    Max = 0,
                })),
        ];
        long removed = 0;
        Task trimming = Task.Run(async () =>
        {
            for (int i = 0; i < 20; i++)
            {
                removed += await store.Series.TrimAsync("shop", CancellationToken.None);
            }
        });
        for (int sequence = 1; sequence <= 20; sequence++)
        {
            await store.AppendAsync(sequence, deltas);
        }

        await trimming;
        removed += await store.Series.TrimAsync("shop", CancellationToken.None);
        removed.Should().BeGreaterThanOrEqualTo(300 / 2);
        (await store.CountAsync("series-0")).Should().Be(20 * 10);
        (await Database.SqlAsync($"SELECT count(*) FROM {_schema}.bucket WHERE tier = 0")).Should().Equal("0");
    }

    private static async Task AppendAsync(
        PostgresStore store,
        string service,
        string producer,
        long sequence,
        params DateTimeOffset[] starts) =>
        await store.Series.AppendAsync(
            new SeriesBatch(
                service,
                producer,
                sequence,
                starts.Select(start => new SeriesDelta("orders", new SeriesBucket(start, 1, 1) { ScaledSum = 0, Min = 0, Max = 0 }))),
            CancellationToken.None);
}
