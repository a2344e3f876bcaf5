using CsCheck;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests.Charts;

public sealed class TimeTicksTests
{
    private static readonly TimeZoneInfo[] Zones =
    [
        .. new[]
            {
                "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Cairo",
            }
            .Select(TimeZoneInfo.FindSystemTimeZoneById),
    ];

    private static readonly Gen<(DateTimeOffset From, DateTimeOffset To, TimeZoneInfo Zone, int Max)> Ranges =
        from start in Gen.Long[0, 15L * 365 * 24 * 3600]
        from power in Gen.Double[2, 8.5]
        from zone in Gen.Int[0, Zones.Length - 1]
        from max in Gen.Int[4, 12]
        let first = new DateTimeOffset(2012, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(start)
        select (first, first.AddSeconds((long)Math.Pow(10, power)), Zones[zone], max);

    [Fact]
    public void Ticks_ascend_lie_inside_are_round_in_their_zone_and_are_no_more_than_asked_for() =>
        Ranges.Sample((from, to, zone, max) =>
        {
            IReadOnlyList<TimeTick> ticks = TimeTicks.Of(from, to, zone, max);
            return ticks.Count <= max
                && ticks.All(tick => tick.At >= from && tick.At <= to && IsRound(tick, zone))
                && ticks.Zip(ticks.Skip(1)).All(pair => pair.First.At < pair.Second.At);
        });

    [Fact]
    public void A_span_of_an_hour_or_more_has_a_tick() =>
        Ranges.Where(one => one.To - one.From > TimeSpan.FromHours(1))
            .Sample((from, to, zone, max) => TimeTicks.Of(from, to, zone, max).Count >= 1);

    [Theory]
    [InlineData("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "29 Mar,06:00,12:00,18:00,30 Mar")]
    [InlineData("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "25 Oct,06:00,12:00,18:00,26 Oct")]
    [InlineData("2026-10-25T01:00:00+02:00", "2026-10-25T05:00:00+01:00", "01:00,02:00,02:00,03:00,04:00,05:00")]
    [InlineData("2026-03-29T01:00:00+01:00", "2026-03-29T05:00:00+02:00", "01:00,03:00,04:00,05:00")]
    [InlineData("2026-03-27T00:00:00+01:00", "2026-04-01T00:00:00+02:00", "27 Mar,28 Mar,29 Mar,30 Mar,31 Mar,1 Apr")]
    [InlineData("2026-10-01T00:00:00+02:00", "2026-11-01T00:00:00+01:00", "5 Oct,12 Oct,19 Oct,26 Oct")]
    [InlineData("2025-11-15T00:00:00+01:00", "2026-05-02T00:00:00+02:00", "Dec,2026,Feb,Mar,Apr,May")]
    [InlineData("2021-06-01T00:00:00+02:00", "2026-06-01T00:00:00+02:00", "2022,2023,2024,2025,2026")]
    public void Ticks_in_Berlin_follow_clock_and_calendar(string from, string to, string labels)
    {
        IReadOnlyList<TimeTick> ticks = TimeTicks.Of(Parse(from), Parse(to), SampleCharts.Berlin, 6);
        string.Join(',', ticks.Select(tick => tick.Label)).Should().Be(labels);
    }

    [Fact]
    public void A_day_whose_midnight_the_clocks_skip_begins_at_one()
    {
        TimeZoneInfo cairo = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo");
        IReadOnlyList<TimeTick> ticks = TimeTicks.Of(
            Parse("2026-04-23T00:00:00+02:00"), Parse("2026-04-26T00:00:00+03:00"), cairo, 4);
        ticks.Select(tick => tick.Label).Should().Equal("23 Apr", "24 Apr", "25 Apr", "26 Apr");
        ticks[1].At.Should().Be(Parse("2026-04-24T01:00:00+03:00"));
    }

    [Fact]
    public void A_day_of_25_hours_is_as_wide_as_it_lasts()
    {
        var scale = new TimeScale(Parse("2026-10-24T00:00:00+02:00"), Parse("2026-10-26T00:00:00+01:00"), SampleCharts.Berlin, 49);
        scale.At(Parse("2026-10-25T00:00:00+02:00")).Should().BeApproximately(24, 1e-9);
    }

    [Fact]
    public void A_range_that_ends_before_it_starts_is_rejected() =>
        FluentActions.Invoking(() => new TimeScale(SampleCharts.To, SampleCharts.From, TimeZoneInfo.Utc, 1))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("2026-10-12*is not valid. A chart ends after its start*");

    private static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A tick lies on a whole minute of the wall clock; one that names a day is the first instant of that day.</summary>
    private static bool IsRound(TimeTick tick, TimeZoneInfo zone)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(tick.At, zone);
        DateTimeOffset before = TimeZoneInfo.ConvertTime(tick.At.AddMinutes(-1), zone);
        bool isTime = tick.Label.Contains(':', StringComparison.Ordinal);
        return local.TimeOfDay.Ticks % TimeSpan.TicksPerMinute == 0
            && (isTime ? local.TimeOfDay != TimeSpan.Zero : local.TimeOfDay == TimeSpan.Zero || before.Date < local.Date);
    }
}
