using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Dashboard.Internal;

/// <summary>Instants that are round on the clock or in the calendar of a zone, also on days of 23 or 25 hours.</summary>
internal static class TimeTicks
{
    private static readonly int[] _minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720];
    private static readonly int[] _days = [1, 2];
    private static readonly int[] _weeks = [1, 2];
    private static readonly int[] _months = [1, 2, 3, 6];
    private static readonly int[] _years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

    /// <summary>Returns the ticks of the finest step that has at most so many.</summary>
    public static IReadOnlyList<TimeTick> Of(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, int max)
    {
        Check.AtLeast(max, 1);
        double minutes = (to - from).TotalMinutes;
        IEnumerable<(double Length, Func<IEnumerable<TimeTick>> Ticks)> steps =
        [
            .. Steps(_minutes, 1, step => Clock(from, to, zone, step)),
            .. Steps(_days, 1440, step => Days(from, to, zone, day => day.DayNumber % step == 0, Day)),
            .. Steps(_weeks, 7 * 1440, step => Days(from, to, zone, day => IsWeek(day, step), Day)),
            .. Steps(_months, 30 * 1440, step => Days(from, to, zone, day => IsMonth(day, step), Month)),
            .. Steps(_years, 365 * 1440, step => Years(from, to, zone, step)),
        ];
        foreach ((double length, Func<IEnumerable<TimeTick>> ticks) in steps)
        {
            if (minutes / length <= max + 1 && ticks().Take(max + 1).ToArray() is { } all && all.Length <= max)
            {
                return all;
            }
        }

        return [];
    }

    private static IEnumerable<(double Minutes, Func<IEnumerable<TimeTick>> Ticks)> Steps(
        int[] steps, double minutes, Func<int, IEnumerable<TimeTick>> ticks) =>
        steps.Select(step => (step * minutes, (Func<IEnumerable<TimeTick>>)(() => ticks(step))));

    /// <summary>
    /// Steps through elapsed time and keeps what is round on the wall clock, so that an hour that clocks skip has no tick and one that they
    /// repeat has two. Steps of several hours that a shift brings close together keep the first.
    /// </summary>
    private static IEnumerable<TimeTick> Clock(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, int step)
    {
        // The offsets of today's zones are multiples of 15 minutes.
        int unit = step % 15 == 0 ? 15 : step % 5 == 0 ? 5 : 1;
        long ticks = unit * TimeSpan.TicksPerMinute;
        var at = new DateTimeOffset((from.UtcTicks + ticks - 1) / ticks * ticks, TimeSpan.Zero);
        DateTimeOffset last = DateTimeOffset.MinValue;
        for (; at <= to; at = at.AddTicks(ticks))
        {
            DateTimeOffset local = TimeZoneInfo.ConvertTime(at, zone);
            bool isRound = local.TimeOfDay.Ticks % (step * TimeSpan.TicksPerMinute) == 0;
            if (isRound && (at - last).TotalMinutes * 2 > step)
            {
                last = at;
                yield return new TimeTick(at, local.TimeOfDay == TimeSpan.Zero ? Day(DateOnly.FromDateTime(local.Date)) : Time(local));
            }
        }
    }

    private static IEnumerable<TimeTick> Days(
        DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, Func<DateOnly, bool> isRound, Func<DateOnly, string> label)
    {
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).Date);
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).Date); day <= last; day = day.AddDays(1))
        {
            if (isRound(day) && day.StartIn(zone) is var at && at >= from && at <= to)
            {
                yield return new TimeTick(at, label(day));
            }
        }
    }

    private static IEnumerable<TimeTick> Years(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, int step)
    {
        for (int year = from.Year - (from.Year % step); year <= to.Year + 1; year += step)
        {
            if (year >= 1900 && new DateOnly(year, 1, 1).StartIn(zone) is var at && at >= from && at <= to)
            {
                yield return new TimeTick(at, year.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static bool IsWeek(DateOnly day, int step) => day.DayOfWeek == DayOfWeek.Monday && day.DayNumber / 7 % step == 0;

    private static bool IsMonth(DateOnly day, int step) => day.Day == 1 && (day.Month - 1) % step == 0;

    private static string Time(DateTimeOffset local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static string Month(DateOnly day) => day.ToString(day.Month == 1 ? "yyyy" : "MMM", CultureInfo.InvariantCulture);
}
