using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Forecasts error budgets from their recent past. All methods are pure: no clock, no I/O.</summary>
public static class Forecast
{
    /// <summary>The confidence level of the range of a forecast.</summary>
    public const double Confidence = 0.9;

    /// <summary>
    /// The minimum number of measured hours (or time slices, if those are longer) in the lookback that a forecast requires.
    /// </summary>
    public const int MinHours = 6;

    /// <summary>
    /// Returns the length of the recent past on which a forecast is based: 3 days, or the objective's window if that is shorter.
    /// </summary>
    /// <param name="slo">The objective.</param>
    public static TimeSpan LookbackOf(SloDefinition slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return slo.Window.NominalLength < BucketGrid.MaxMinuteWindow ? slo.Window.NominalLength : BucketGrid.MaxMinuteWindow;
    }

    /// <summary>Returns the forecast of when the budget of an objective is exhausted.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="buckets">
    /// The buckets of the window, in time order, the same as for
    /// <see cref="ErrorBudget.Evaluate(SloDefinition, ReadOnlySpan{SeriesBucket}, DateTimeOffset)"/>.
    /// </param>
    /// <param name="now">The time of the forecast.</param>
    public static BudgetForecast Evaluate(SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(slo);
        now = now.ToUniversalTime();
        return Evaluate(slo, buckets, now, ErrorBudget.Evaluate(slo, buckets, now));
    }

    /// <summary>Returns the forecast for a budget of a known status.</summary>
    internal static BudgetForecast Evaluate(
        SloDefinition slo, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset now, BudgetStatus status, KnownSeasons? seasons = null)
    {
        now = now.ToUniversalTime();
        TimeSpan lookback = LookbackOf(slo);
        var blank = new BudgetForecast
        {
            Slo = slo.Name,
            Outcome = ForecastOutcome.NotEnoughData,
            Horizon = slo.Window is CalendarWindow ? status.Window.End : now + status.Window.Length,
            Lookback = lookback,
            Hours = 0,
            Confidence = Confidence,
        };
        if (status.Consumed is null || slo.ErrorBudget == 0)
        {
            return blank with { Reason = status.Reason ?? "A zero-tolerance budget has no pace." };
        }

        var hours = HourlySpend.Of(slo, buckets, now);
        HourlySpend[] recent = [.. hours.Where(h => h.Start >= now - lookback && h.End <= now)];
        if (recent.Length < MinHours)
        {
            return blank with
            {
                Hours = recent.Length,
                Reason = $"A forecast requires {MinHours} full hours, or time slices if those are longer; {recent.Length} were measured.",
            };
        }

        HourlySpend[] whole = SpendSeason.HoursOf(hours, now);
        var expected = ExpectedSpend.Of(seasons?.Of(slo, whole, now) ?? SpendSeason.Of(whole, now), recent, Confidence);
        double trafficPerHour = Traffic(hours, recent, expected.Season, now);
        var path = new BudgetPath(slo, hours, status, now, blank.Horizon, trafficPerHour, expected);
        DateTimeOffset? earliest = path.SpentAt(expected.Margin);
        DateTimeOffset? likely = path.SpentAt(0);
        double allowedPerPeriod = (double)slo.ErrorBudget * trafficPerHour * slo.Window.NominalLength.TotalHours;
        return blank with
        {
            Hours = recent.Length,
            Season = expected.Season,
            BadPerHour = expected.Mean,
            BadPerHourLow = expected.Low,
            BadPerHourHigh = expected.High,
            Earliest = earliest,
            Likely = likely,
            Latest = path.SpentAt(-expected.Margin),
            FromFull = Hours(expected.Mean > 0 ? allowedPerPeriod / expected.Mean : double.PositiveInfinity),
            Outcome = status.Remaining <= 0 ? ForecastOutcome.IsSpent
                : likely is not null ? ForecastOutcome.WillBeSpent
                : earliest is not null ? ForecastOutcome.MayBeSpent
                : ForecastOutcome.Lasts,
        };
    }

    /// <summary>Returns the mean traffic of the recent hours, or of the last week if the bad units follow the week.</summary>
    private static double Traffic(List<HourlySpend> hours, HourlySpend[] recent, ForecastSeason season, DateTimeOffset now) =>
        season == ForecastSeason.Week
            ? hours.Where(hour => hour.Start >= now.AddDays(-7) && hour.End <= now).Average(hour => hour.TotalPerHour)
            : recent.Average(hour => hour.TotalPerHour);

    private static TimeSpan? Hours(double hours) => hours < TimeSpan.MaxValue.TotalHours ? TimeSpan.FromHours(hours) : null;
}
