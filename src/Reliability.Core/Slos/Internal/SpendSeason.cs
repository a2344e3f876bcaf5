using Reliability.Statistics;

namespace Reliability.Slos.Internal;

/// <summary>The pattern by which bad units repeat after a day or a week, if there is one.</summary>
internal sealed class SpendSeason
{
    /// <summary>The p-value below which the past has a season.</summary>
    private const double SignificanceLevel = 0.01;

    private const int HoursOfDay = 24;
    private const int HoursOfWeek = 7 * HoursOfDay;

    /// <summary>The number of past hours in which a season is looked for: four weeks.</summary>
    private const int MaxHours = 4 * HoursOfWeek;

    private readonly double[] _effects;

    private SpendSeason(ForecastSeason kind, double[] effects, double? level) => (Kind, _effects, Level) = (kind, effects, level);

    public static SpendSeason None { get; } = new(ForecastSeason.None, [], null);

    public ForecastSeason Kind { get; }

    /// <summary>Gets the mean of the next day or week, or null without a season.</summary>
    public double? Level { get; }

    /// <summary>Gets the effect of each hour of the day or week, by the number of the hour since the first Monday of year 1.</summary>
    public IReadOnlyList<double> Effects => _effects;

    public double EffectOf(DateTimeOffset time) => _effects.Length == 0 ? 0 : _effects[NumberOf(time) % _effects.Length];

    /// <summary>Returns the hours in which a season is looked for: the last whole ones.</summary>
    public static HourlySpend[] HoursOf(IReadOnlyList<HourlySpend> hours, DateTimeOffset now) =>
        [.. hours.Where(hour => hour.Hours == 1 && hour.End <= now && hour.Start >= now.AddHours(-MaxHours))];

    /// <summary>Returns the season of hours. It takes some milliseconds.</summary>
    /// <param name="hours">The hours, in time order.</param>
    /// <param name="now">The time of the forecast.</param>
    public static SpendSeason Of(HourlySpend[] hours, DateTimeOffset now)
    {
        ForecastSeason kind = hours.Length < SeasonalityTest.MinCycles * HoursOfDay ? ForecastSeason.None
            : FollowsTheWeek(hours) ? ForecastSeason.Week
            : FollowsTheDay(hours) ? ForecastSeason.Day
            : ForecastSeason.None;
        if (kind == ForecastSeason.None)
        {
            return None;
        }

        int period = kind == ForecastSeason.Week ? HoursOfWeek : HoursOfDay;
        int first = NumberOf(hours[0].Start);
        double[] values = new double[NumberOf(now) - first];
        Array.Fill(values, double.NaN);
        foreach (HourlySpend hour in hours)
        {
            values[NumberOf(hour.Start) - first] = hour.BadPerHour;
        }

        HoltWintersModel model = HoltWinters.Fit(
            values, new HoltWintersOptions { PhaseCount = period, Season = SeasonalComponent.Additive, Trend = TrendComponent.None });
        if (model.Period != period)
        {
            return None;
        }

        IReadOnlyList<ForecastPoint> next = model.Forecast(period, Forecast.Confidence);
        double level = next.Average(point => point.Value);
        double[] effects = new double[period];
        foreach (ForecastPoint point in next)
        {
            effects[(NumberOf(now) + point.Step - 1) % period] = point.Value - level;
        }

        return new SpendSeason(kind, effects, level);
    }

    private static bool FollowsTheDay(HourlySpend[] hours) =>
        Follows([.. hours.Select(hour => NumberOf(hour.Start))], [.. hours.Select(hour => hour.BadPerHour)], HoursOfDay);

    /// <summary>A week shows in its days, which are far fewer than its hours.</summary>
    private static bool FollowsTheWeek(HourlySpend[] hours)
    {
        IGrouping<int, HourlySpend>[] days = [.. hours.GroupBy(hour => NumberOf(hour.Start) / HoursOfDay)];
        return Follows([.. days.Select(day => day.Key)], [.. days.Select(day => day.Average(hour => hour.BadPerHour))], 7);
    }

    private static bool Follows(int[] positions, double[] values, int period) =>
        SeasonalityTest.Test(positions, values, period, SignificanceLevel).IsSeasonal;

    private static int NumberOf(DateTimeOffset time) => (int)(time.UtcTicks / TimeSpan.TicksPerHour);
}
