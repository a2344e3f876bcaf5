using Microsoft.Extensions.Time.Testing;
using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

/// <summary>The limits of retention to the tick, which a store with a clock of its own cannot be asked for.</summary>
public sealed class InMemorySeriesStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new();
    private readonly InMemorySeriesStore _store;
    private long _sequence;
    private DateTimeOffset? _horizon;

    public InMemorySeriesStoreTests() => _store = new InMemorySeriesStore(_clock);

    [Fact]
    public async Task Retention_removes_the_buckets_that_end_at_its_limit_or_before_to_the_tick()
    {
        SeriesRetention retention = new(TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        await _store.SetRetentionAsync("shop", retention, default);
        await AppendAsync("orders", 0, 1, 60, 6_000);
        await AppendAsync("other", 61);
        DateTimeOffset minuteIsOld = Noon.AddMinutes(1) + retention.Minutes;
        DateTimeOffset hourIsOld = Noon.AddHours(1) + retention.Hours;

        (await TrimAtAsync(Noon)).Should().Be(0);
        (await TrimAtAsync(minuteIsOld.AddTicks(-1))).Should().Be(0);
        (await TrimAtAsync(minuteIsOld)).Should().Be(1);
        (await TrimAtAsync(minuteIsOld.AddSeconds(59))).Should().Be(0);
        (await MinutesAsync("orders", SeriesResolution.Minute)).Should().Equal(1, 60, 6_000);

        // All remaining minutes but the newest go, of every series, and not one hour.
        (await TrimAtAsync(hourIsOld.AddTicks(-1))).Should().Be(3);
        (await MinutesAsync("orders", SeriesResolution.Minute)).Should().Equal(6_000);
        (await MinutesAsync("other", SeriesResolution.Minute)).Should().BeEmpty();
        (await MinutesAsync("orders", SeriesResolution.Hour)).Should().Equal(0, 60, 6_000);
        (await TrimAtAsync(hourIsOld)).Should().Be(1);
        (await MinutesAsync("orders", SeriesResolution.Hour)).Should().Equal(60, 6_000);
        (await TrimAtAsync(hourIsOld.AddHours(1).AddTicks(-1))).Should().Be(0);
        (await TrimAtAsync(hourIsOld.AddHours(1))).Should().Be(2);
        (await TrimAtAsync(Noon.AddYears(100))).Should().Be(0, "the newest bucket is the present");
    }

    [Fact]
    public async Task A_producer_is_forgotten_with_its_last_hour()
    {
        await _store.SetRetentionAsync("shop", SeriesRetention.Default, default);
        await AppendAsync("orders", -1);
        await _store.AppendAsync(new SeriesBatch("shop", "another", 1, [Delta("orders", 100_000_000)]), default);
        DateTimeOffset hourEnds = Noon + SeriesRetention.Default.Hours;

        await TrimAtAsync(Noon.AddHours(-1));
        await TrimAtAsync(hourEnds.AddTicks(-1));
        (await _store.GetLastSequenceAsync("shop", "p", default)).Should().Be(1);
        await TrimAtAsync(hourEnds);
        (await _store.GetLastSequenceAsync("shop", "p", default)).Should().Be(0);
        (await _store.GetLastSequenceAsync("shop", "another", default)).Should().Be(1);
    }

    [Fact]
    public async Task The_first_trim_after_a_horizon_removes_nothing_however_old_the_buckets_are()
    {
        await _store.SetRetentionAsync("shop", new(TimeSpan.FromHours(1), TimeSpan.FromHours(1)), default);
        await AppendAsync("orders", 0, 1_000_000);
        _clock.Advance(TimeSpan.FromDays(10_000));
        (await _store.TrimAsync("shop", default)).Should().Be(0);
        (await _store.TrimAsync("shop", default)).Should().Be(0);
    }

    /// <summary>Trims when the horizon, which begins at the oldest bucket and moves with the clock, has come to a moment.</summary>
    private async Task<long> TrimAtAsync(DateTimeOffset horizon)
    {
        _horizon ??= horizon;
        _clock.Advance(horizon - _horizon.Value);
        _horizon = horizon;
        return await _store.TrimAsync("shop", default);
    }

    private async Task AppendAsync(string series, params int[] minutes) =>
        await _store.AppendAsync(new SeriesBatch("shop", "p", ++_sequence, minutes.Select(minute => Delta(series, minute))), default);

    private static SeriesDelta Delta(string series, int minute) => new(series, new SeriesBucket(Noon.AddMinutes(minute), 1, 1));

    private async Task<List<int>> MinutesAsync(string series, SeriesResolution tier)
    {
        List<int> minutes = [];
        await foreach (SeriesBucket bucket in _store.ReadAsync(new SeriesQuery(new("shop", series), tier, Noon, Noon.AddYears(1)), default))
        {
            minutes.Add((int)(bucket.Start - Noon).TotalMinutes);
        }

        return minutes;
    }
}
