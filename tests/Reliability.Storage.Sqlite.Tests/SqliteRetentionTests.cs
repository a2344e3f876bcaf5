using Microsoft.Extensions.Time.Testing;
using Reliability.Storage.Sqlite.Internal;
using static Reliability.Storage.Sqlite.Tests.Series;

namespace Reliability.Storage.Sqlite.Tests;

/// <summary>What is trimmed follows monotonic time and the buckets themselves, and no clock.</summary>
public sealed class SqliteRetentionTests : IDisposable
{
    private static readonly TimeSpan Skew = TimeSpan.FromDays(500);
    private static readonly SeriesRetention Short = new(TimeSpan.FromHours(2), TimeSpan.FromHours(4));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_host_whose_clock_is_ahead_deletes_nothing()
    {
        await using SqliteStore store = _folder.Store(timeProvider: new FakeTimeProvider(Noon));
        await store.Series.SetRetentionAsync("shop", Short, default);
        await store.AppendAsync(1, minutes: 600);
        (await store.Series.TrimAsync("shop", default)).Should().Be(0);

        var clock = new FakeTimeProvider(Noon + Skew);
        await using SqliteStore ahead = _folder.Store(timeProvider: clock);
        await ahead.Series.AppendAsync(Far(Noon + Skew), default);
        for (int i = 0; i < 5; i++)
        {
            (await ahead.Series.TrimAsync("shop", default)).Should().Be(0);
            (await store.Series.TrimAsync("shop", default)).Should().Be(0);
        }

        (await ahead.CountAsync()).Should().Be(601);
        (await store.CountAsync(SeriesResolution.Hour)).Should().Be(601);
        (await store.LastSequenceAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_host_whose_clock_jumps_ahead_deletes_what_is_old_and_no_more()
    {
        var clock = new FakeTimeProvider(Noon);
        await using SqliteStore store = _folder.Store(timeProvider: clock);
        await store.Series.SetRetentionAsync("shop", Short, default);
        await store.AppendAsync(1, minutes: 600);
        (await store.Series.TrimAsync("shop", default)).Should().Be(0);
        await store.Series.AppendAsync(Far(Noon + Skew), default); // newest bucket far ahead: the horizon is bounded by time alone
        clock.Advance(TimeSpan.FromHours(3));
        (await store.Series.TrimAsync("shop", default)).Should().Be(60);
        (await store.CountAsync()).Should().Be(541);
        (await store.CountAsync(SeriesResolution.Hour)).Should().Be(601);
    }

    [Fact]
    public async Task What_is_old_goes_while_time_passes()
    {
        var clock = new FakeTimeProvider(Noon);
        await using SqliteStore store = _folder.Store(timeProvider: clock);
        await store.AppendAsync(1, minutes: 600); // 12:00 to 22:00
        (await store.Series.GetRetentionAsync("shop", default)).Should().BeNull();
        clock.Advance(TimeSpan.FromHours(24));
        (await store.Series.TrimAsync("shop", default)).Should().Be(0, "nobody said how long it is kept");

        await store.Series.SetRetentionAsync("shop", Short, default);
        (await store.Series.GetRetentionAsync("shop", default)).Should().BeEquivalentTo(Short);
        (await store.Series.TrimAsync("shop", default)).Should().Be(0, "the horizon begins at the oldest bucket");
        clock.Advance(TimeSpan.FromHours(5)); // the horizon is 17:00
        (await store.Series.TrimAsync("shop", default)).Should().Be(180 + 1, "minutes before 15:00 and the hour before 13:00 go");
        (await store.CountAsync()).Should().Be(420);
        (await store.CountAsync(SeriesResolution.Hour)).Should().Be(540);
        (await store.Series.TrimAsync("shop", default)).Should().Be(0);
        (await store.LastSequenceAsync()).Should().Be(1);

        clock.Advance(TimeSpan.FromDays(1_000)); // no further than the newest bucket, 21:59
        (await store.Series.TrimAsync("shop", default)).Should().Be(299 + 4);
        (await store.CountAsync()).Should().Be(121);
        (await store.CountAsync(SeriesResolution.Hour)).Should().Be(300);
    }

    [Fact]
    public async Task A_restart_keeps_the_horizon()
    {
        var clock = new FakeTimeProvider(Noon);
        await using (SqliteStore store = _folder.Store(timeProvider: clock))
        {
            await store.Series.SetRetentionAsync("shop", Short, default);
            await store.AppendAsync(1, minutes: 600);
            await store.Series.TrimAsync("shop", default);
            clock.Advance(TimeSpan.FromHours(3));
            (await store.Series.TrimAsync("shop", default)).Should().Be(60);
        }

        clock = new FakeTimeProvider(Noon - Skew);
        await using SqliteStore again = _folder.Store(timeProvider: clock);
        (await again.Series.GetRetentionAsync("shop", default)).Should().BeEquivalentTo(Short);
        (await again.Series.TrimAsync("shop", default)).Should().Be(0);
        Horizon().Should().Be(UnixTime.Microseconds(Noon.AddHours(3)));
        clock.Advance(TimeSpan.FromHours(1));
        (await again.Series.TrimAsync("shop", default)).Should().Be(60, "it goes on from where it was, an hour further");
        Horizon().Should().Be(UnixTime.Microseconds(Noon.AddHours(4)));

        await again.Series.SetRetentionAsync("shop", new SeriesRetention(TimeSpan.FromHours(1), TimeSpan.FromHours(4)), default);
        Horizon().Should().Be(UnixTime.Microseconds(Noon.AddHours(4)), "a new retention leaves it");
        (await again.Series.TrimAsync("shop", default)).Should().Be(60);
    }

    [Fact]
    public async Task Hosts_advance_the_horizon_together_and_not_one_after_the_other()
    {
        FakeTimeProvider[] clocks = [new(Noon + Skew), new(Noon - Skew)];
        await using SqliteStore one = _folder.Store(timeProvider: clocks[0]);
        await using SqliteStore two = _folder.Store(timeProvider: clocks[1]);
        await one.Series.SetRetentionAsync("shop", Short, default);
        await one.AppendAsync(1, minutes: 600);
        for (int minute = 0; minute <= 180; minute++)
        {
            await one.Series.TrimAsync("shop", default);
            await two.Series.TrimAsync("shop", default);
            Array.ForEach(clocks, clock => clock.Advance(TimeSpan.FromMinutes(1)));
        }

        Horizon().Should().Be(UnixTime.Microseconds(Noon.AddHours(3)));
    }

    [Fact]
    public async Task Only_the_service_asked_for_is_trimmed()
    {
        var clock = new FakeTimeProvider(Noon);
        await using SqliteStore store = _folder.Store(timeProvider: clock);
        await using SqliteStore elsewhere = _folder.Store(storeNamespace: "elsewhere", timeProvider: clock);
        await store.Series.SetRetentionAsync("shop", Short, default);
        await store.Series.SetRetentionAsync("bank", Short, default);
        await elsewhere.Series.SetRetentionAsync("shop", Short, default);
        await store.AppendAsync(1, minutes: 600);
        await elsewhere.AppendAsync(1, minutes: 600);
        await store.Series.AppendAsync(new SeriesBatch("bank", "producer", 7, [.. Batch(7, minutes: 600).Deltas]), default);
        await store.Series.AppendAsync(new SeriesBatch("shop", "once", 1, [.. Batch(1).Deltas]), default);
        await store.Series.TrimAsync("shop", default);
        clock.Advance(TimeSpan.FromHours(9));

        (await store.Series.TrimAsync("shop", default)).Should().Be((7 * 60) + 5);
        (await store.Series.GetLastSequenceAsync("shop", "once", default)).Should().Be(0, "it is forgotten with its hour");
        (await store.LastSequenceAsync()).Should().Be(1);
        (await elsewhere.CountAsync()).Should().Be(600);
        (await store.Series.GetLastSequenceAsync("bank", "producer", default)).Should().Be(7);
        using var raw = new RawDatabase(_folder.File());
        raw.Scalar("SELECT sum(count) FROM bucket JOIN series ON id = series_id WHERE tier = 0 AND service = 'bank'").Should().Be(600L);
        (await store.Series.TrimAsync("bank", default)).Should().Be(0, "its own horizon begins now");
        (await store.Series.TrimAsync("nobody", default)).Should().Be(0);
    }

    [Fact]
    public async Task More_than_a_transaction_takes_is_removed_to_the_last()
    {
        var clock = new FakeTimeProvider(Noon);
        await using SqliteStore store = _folder.Store(timeProvider: clock);
        await store.Series.SetRetentionAsync("shop", Short, default);
        await store.AppendAsync(1, minutes: 10_000);
        await store.Series.TrimAsync("shop", default);
        clock.Advance(TimeSpan.FromDays(30));
        await store.Series.TrimAsync("shop", default);
        (await store.CountAsync()).Should().Be(121);
    }

    /// <summary>What was stored last, as microseconds.</summary>
    private long Horizon()
    {
        using var raw = new RawDatabase(_folder.File());
        return (long)raw.Scalar("SELECT horizon FROM service WHERE namespace = 'default' AND service = 'shop'")!;
    }

    private static SeriesBatch Far(DateTimeOffset start) =>
        new("shop", "far", 1, [new SeriesDelta("orders", new SeriesBucket(SeriesResolution.Minute.StartOf(start), 1, 1))]);
}
