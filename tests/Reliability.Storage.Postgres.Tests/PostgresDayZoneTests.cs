namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresDayZoneTests
{
    private static readonly TimeZoneInfo Kathmandu = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private readonly string _schema = Database.Schema();

    [Fact]
    public async Task The_first_batch_with_deltas_decides_and_another_zone_changes_nothing()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        (await AppendAsync(store, 1, Berlin)).Should().Be(AppendOutcome.Applied);
        (await store.Series.GetDayZoneAsync("shop", CancellationToken.None)).Should().BeNull("a batch without deltas has no day");
        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, CancellationToken.None);
        (await store.Series.GetDayZoneAsync("shop", CancellationToken.None)).Should().BeNull();

        (await AppendAsync(store, 2, Kathmandu, Some.Events(0, 1, 1))).Should().Be(AppendOutcome.Applied);
        (await store.Series.GetDayZoneAsync("shop", CancellationToken.None)).Should().Be("Asia/Kathmandu");
        (await store.Series.GetRetentionAsync("shop", CancellationToken.None)).Should().Be(SeriesRetention.Default);

        Func<Task> other = async () => await AppendAsync(store, 3, Berlin, Some.Events(0, 1, 1), Some.Events(0, 1, 1, "new"));
        (await other.Should().ThrowAsync<DayZoneException>()).Which.Should()
            .BeEquivalentTo(new { Service = "shop", Stored = "Asia/Kathmandu", Declared = "Europe/Berlin", IsTransient = false });
        (await store.Series.GetLastSequenceAsync("shop", "p", CancellationToken.None)).Should().Be(2);
        (await store.Series.ListSeriesAsync(CancellationToken.None).ToListAsync()).Should().Equal(new SeriesId("shop", "orders"));
        (await store.CountAsync()).Should().Be(1);

        (await AppendAsync(store, 2, Berlin, Some.Events(0, 1, 1))).Should().Be(AppendOutcome.Duplicate);
        (await AppendAsync(store, 3, Berlin)).Should().Be(AppendOutcome.Applied);
        (await store.ReadAsync(SeriesResolution.Day)).Select(day => day.Start)
            .Should().Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, new TimeSpan(5, 45, 0)));
    }

    [Fact]
    public async Task Retention_does_not_wait_for_a_zone_and_a_zone_declares_no_retention()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await AppendAsync(store, 1, Berlin, Some.Events(0, 1, 1));
        (await store.Series.GetRetentionAsync("shop", CancellationToken.None)).Should().BeNull();
        (await store.Series.TrimAsync("shop", CancellationToken.None)).Should().Be(0);
        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, CancellationToken.None);
        (await store.Series.GetDayZoneAsync("shop", CancellationToken.None)).Should().Be("Europe/Berlin");
        (await store.Series.GetDayZoneAsync("bank", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Of_first_batches_at_once_with_two_zones_those_of_one_zone_are_stored()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.InitializeAsync(CancellationToken.None);
        string?[] stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            TimeZoneInfo zone = i % 2 == 0 ? Berlin : Kathmandu;
            try
            {
                var batch = new SeriesBatch("shop", $"p{i}", 1, [Some.Events(0, 1, 1)]) { DayZone = zone };
                await store.Series.AppendAsync(batch, CancellationToken.None);
                return zone.Id;
            }
            catch (DayZoneException e)
            {
                e.Declared.Should().Be(zone.Id);
                return null;
            }
        })));
        string? winner = await store.Series.GetDayZoneAsync("shop", CancellationToken.None);
        stored.OfType<string>().Should().HaveCount(4).And.OnlyContain(zone => zone == winner);
        (await store.ReadAsync(SeriesResolution.Day)).Should().ContainSingle().Which.Count.Should().Be(4);
    }

    private static ValueTask<AppendOutcome> AppendAsync(
        PostgresStore store, long sequence, TimeZoneInfo zone, params SeriesDelta[] deltas) =>
        store.Series.AppendAsync(new SeriesBatch("shop", "p", sequence, deltas) { DayZone = zone }, CancellationToken.None);
}
