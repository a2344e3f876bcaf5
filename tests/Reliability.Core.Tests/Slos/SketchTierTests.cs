using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>Sketches of minutes are kept for a day only.</summary>
public sealed class SketchTierTests
{
    private static readonly DateTimeOffset Now = Bucket.Hour(96).AddMinutes(30);
    private static readonly LowTrafficGuard NoGuard = LowTrafficGuard.None;
    private readonly FakeTimeProvider _time = new(Now);
    private readonly InMemorySeriesStore _store;

    private readonly SloDefinition _slo = SloDefinition.Latency("a", TimeSpan.FromSeconds(1), 95) with
    {
        Alerts =
        [
            new QuantileAboveRule(0.5, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3)) { Guard = NoGuard },
            new QuantileAboveRule(0.5, TimeSpan.FromSeconds(1), TimeSpan.FromHours(2)) { Guard = NoGuard },
            new PercentBelowRule(50, TimeSpan.FromDays(2)) { Guard = NoGuard },
        ],
    };

    public SketchTierTests() => _store = new InMemorySeriesStore(_time);

    private ErrorBudgets Budgets => new(_store, [_slo], _time);

    /// <summary>
    /// Two and a half days of slow requests, and then fast ones: the median of three days is slow, that of two hours is fast.
    /// </summary>
    private async Task MeasureAsync()
    {
        for (int minute = 0; minute < 96 * 60; minute += 10)
        {
            double seconds = minute < 60 * 84 ? 2 : 0.1;
            _store.Put(_slo, Bucket.Timed(Bucket.Minute(minute), 1, seconds));
        }

        await _store.SetRetentionAsync(_slo.Service, SeriesRetention.Default, default);
        await _store.TrimAsync(_slo.Service, default);
        _time.Advance(TimeSpan.FromDays(10));
        await _store.TrimAsync(_slo.Service, default);
        _time.AdjustTime(Now);
        _store.Minutes(_slo.SeriesId).Count(minute => minute.Sketch is null).Should().BeInRange((72 * 6) - 1, (72 * 6) + 6);
    }

    [Fact]
    public async Task A_quantile_over_a_longer_window_than_sketches_of_minutes_are_kept_reads_hours()
    {
        await MeasureAsync();
        IReadOnlyList<AlertReading> readings = await Budgets.GetAlertReadingsAsync("a");
        readings.Select(reading => (reading.Condition, Math.Round(reading.Value!.Value, 1))).Should().Equal(
            (AlertCondition.Met, 2m), (AlertCondition.NotMet, 0.1m), (AlertCondition.Met, 25.3m));
        readings[0].Windows[0].Total.Should().Be(3 * 24 * 6, "the window starts at a full hour and ends now");
        (await Budgets.GetReportAsync("a")).Alerts.Should().BeEquivalentTo(readings);
    }

    [Fact]
    public async Task A_replay_tells_how_far_back_each_rule_goes()
    {
        await MeasureAsync();
        AlertReplay replay = await Budgets.ReplayAlertsAsync("a", new TimeRange(Bucket.Hour(1), Now));
        replay.Rules.Select(rule => rule.Since).Should().Equal(null, Now.AddDays(-1).AddHours(2), Bucket.Hour(1));
        string briefQuantile = _slo.Alerts[1].Name;
        replay.Episodes.Where(episode => episode.Rule == briefQuantile).Should().ContainSingle()
            .Which.FiredAt.Should().Be(Now.AddDays(-1).AddHours(2), "it fired before, which nobody can tell any more");
        replay.Episodes.Should().NotContain(episode => episode.Rule == _slo.Alerts[0].Name);
    }

    [Fact]
    public async Task Minutes_that_a_shorter_retention_removed_are_not_taken_for_calm_when_it_is_longer_now()
    {
        await MeasureAsync();
        await _store.SetRetentionAsync(_slo.Service, new SeriesRetention(TimeSpan.FromDays(2.5), TimeSpan.FromDays(400)), default);
        await _store.TrimAsync(_slo.Service, default);
        DateTimeOffset oldest = _store.Minutes(_slo.SeriesId)[0].Start;
        oldest.Should().BeAfter(Bucket.Hour(30));
        var longer = new SeriesRetention(TimeSpan.FromDays(30), TimeSpan.FromDays(400));
        AlertReplay replay =
            await new ErrorBudgets(_store, [_slo], _time, longer).ReplayAlertsAsync("a", new TimeRange(Bucket.Hour(1), Now));
        replay.Rules[2].Since.Should().Be(oldest.AddDays(2));
        replay.Episodes.Where(episode => episode.Rule == _slo.Alerts[2].Name)
            .Should()
            .OnlyContain(episode => episode.FiredAt >= oldest.AddDays(2));
    }

    [Fact]
    public void A_quantile_over_a_longer_window_than_any_sketch_is_kept_is_rejected()
    {
        var brief = new SketchRetention(TimeSpan.FromHours(2), TimeSpan.FromDays(2), TimeSpan.FromDays(9));
        var retention = new SeriesRetention(TimeSpan.FromDays(8), TimeSpan.FromDays(400), TimeSpan.FromDays(400), brief);
        FluentActions.Invoking(() => new ErrorBudgets(_store, [_slo], _time, retention)).Should().Throw<ArgumentException>()
            .WithMessage($"*'{_slo.Alerts[0].Name}'*reads sketches over 3d, but sketches of hours are kept for 2d*");
    }
}
