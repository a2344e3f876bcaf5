using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>Forecasts of services whose errors follow the day or the week. <see cref="Bucket.Monday"/> is hour 0.</summary>
public sealed class SeasonalForecastTests
{
    private const int Week = 168;

    private static readonly SloDefinition Quarter =
        SloDefinition.Availability("a", 99m) with { Window = SloWindow.Calendar(CalendarPeriod.Quarter) };

    [Fact]
    public void After_a_weekend_without_errors_the_working_days_are_expected_to_return()
    {
        // 24 errors an hour from Monday to Friday, none on the weekend: 17.14 on average, where 10 are allowed.
        SloDefinition slo = SloDefinition.Availability("a", 99m);
        BudgetForecast forecast = Forecast.Evaluate(slo, Working(3 * Week), Bucket.Hour(3 * Week));
        forecast.Season.Should().Be(ForecastSeason.Week);
        forecast.BadPerHour.Should().BeApproximately(120 * 24.0 / Week, 0.3, "the last three days alone would let expect 8");
    }

    [Fact]
    public void The_hour_of_exhaustion_follows_the_days_of_the_week()
    {
        // Five weeks without errors from Wednesday, 1 April; then four weeks with 24 errors an hour on working days. 3600 of the budget are
        // left on Wednesday, 3 June. Each working hour spends 14 more than it earns, each hour of a weekend earns 10: 3600 - 1008 + 480
        // - 1680 + 480 - 1680 + 480 = 672, which last for 48 hours from Monday, 22 June.
        const int Hours = 9 * Week;
        SeriesBucket[] hours =
        [
            .. Enumerable.Range(0, Hours).Select(i => Bucket.At(Start(i), 1000, i >= 5 * Week && IsWorking(Start(i)) ? 24 : 0)),
        ];
        BudgetForecast forecast = Forecast.Evaluate(Quarter, hours, Start(Hours));
        forecast.Season.Should().Be(ForecastSeason.Week);
        forecast.Likely!.Value.Should().BeCloseTo(new DateTimeOffset(2026, 6, 24, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2));
    }

    [Fact]
    public void A_night_without_errors_does_not_postpone_what_the_next_day_spends()
    {
        // 40 errors an hour from 8 to 20 o'clock, none at night: 20 on average. It is midnight.
        const int Hours = 5 * 24;
        BudgetForecast forecast = Forecast.Evaluate(
            Quarter, [.. Enumerable.Range(0, Hours).Select(i => Bucket.At(Start(i), 1000, Day(i) ? 40 + Noise(i) : 0))], Start(Hours));
        forecast.Season.Should().Be(ForecastSeason.Day);
        forecast.Outcome.Should().Be(ForecastOutcome.IsSpent);
        forecast.BadPerHour.Should().BeApproximately(20, 0.5);
    }

    [Fact]
    public void The_moment_of_exhaustion_follows_the_hours_of_the_day()
    {
        // Ten days without errors earn 2400. Ten days follow with 36 errors an hour from 8 to 20 o'clock: they spend 4320 and earn 2400, so
        // that 480 are left at midnight. A night of 12 hours earns 120, a day of 12 hours spends 312 more than it earns:
        // 480 + 80 - 312 + 120 - 312 + 120 = 176, which last for 6.8 hours from 8 o'clock of the third day.
        const int Hours = 20 * 24;
        SeriesBucket[] hours =
            [.. Enumerable.Range(0, Hours).Select(i => Bucket.At(Start(i), 1000, i < 240 ? 0 : Day(i) ? 36 : 0))];
        BudgetForecast forecast = Forecast.Evaluate(Quarter, hours, Start(Hours));
        forecast.Season.Should().Be(ForecastSeason.Day);
        forecast.Likely!.Value.Should().BeCloseTo(Start(Hours + 48 + 8).AddHours(176 / 26.0), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public void Errors_without_a_season_have_a_constant_pace()
    {
        BudgetForecast forecast = Forecast.Evaluate(
            Quarter, [.. Enumerable.Range(0, 3 * Week).Select(i => Bucket.At(Start(i), 1000, 8 + Noise(i)))], Start(3 * Week));
        forecast.Season.Should().Be(ForecastSeason.None);
        forecast.BadPerHour.Should().BeApproximately(8, 0.5);
    }

    [Fact]
    public void Hours_that_were_not_measured_are_gaps_of_the_season()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99m);
        SeriesBucket[] hours = Working(4 * Week);
        BudgetForecast whole = Forecast.Evaluate(slo, hours, Bucket.Hour(4 * Week));
        BudgetForecast gaps = Forecast.Evaluate(slo, [.. hours.Where((_, i) => i % 11 != 0)], Bucket.Hour(4 * Week));
        gaps.Season.Should().Be(ForecastSeason.Week);
        gaps.BadPerHour.Should().BeApproximately(whole.BadPerHour!.Value, 0.5);
    }

    private static DateTimeOffset Start(int hour) => new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour);

    private static SeriesBucket[] Working(int hours) => Bucket.Hours(hours, i => (1000, i % Week < 120 ? 24 + Noise(i) : 0));

    private static bool IsWorking(DateTimeOffset time) => time.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static bool Day(int hour) => hour % 24 is >= 8 and < 20;

    /// <summary>-2 to 2, in an order that repeats after neither a day nor a week.</summary>
    private static int Noise(int hour) => (int)((uint)(hour * 2654435761L) >> 16) % 5 - 2;
}
