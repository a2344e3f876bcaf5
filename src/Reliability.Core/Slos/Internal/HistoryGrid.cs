using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Determines the periods of a history. No clock, no I/O.</summary>
internal static class HistoryGrid
{
    /// <summary>The maximum length of a history.</summary>
    public static readonly TimeSpan MaxRange = TimeSpan.FromDays(366);

    /// <summary>The maximum length of a history in hours.</summary>
    public static readonly TimeSpan MaxHours = TimeSpan.FromDays(35);

    public static void Require(HistoryStep historyStep, TimeRange range)
    {
        Check.Word(historyStep, nameof(historyStep), HistoryStep.Unknown);
        Check.That(range.End >= range.Start, range, "The range must not end before it starts.", nameof(range));
        TimeSpan longest = historyStep == HistoryStep.Hour ? MaxHours : MaxRange;
        Check.That(
            range.Length <= longest,
            range,
            $"A history in steps of {historyStep} must not be longer than {longest.TotalDays} days.",
            nameof(range));
    }

    /// <summary>Returns the periods that overlap a range and have started, in time order.</summary>
    public static TimeRange[] Periods(HistoryStep step, TimeRange range, TimeZoneInfo zone, DateTimeOffset now)
    {
        List<TimeRange> periods = [];
        if (range.End <= range.Start || range.Start > now)
        {
            return [];
        }

        for (DateTimeOffset start = StartOf(step, range.Start, zone); start < range.End && start <= now;)
        {
            DateTimeOffset next = NextOf(step, start, zone);
            periods.Add(new TimeRange(start, next));
            start = next;
        }

        return [.. periods];
    }

    /// <summary>Returns the index of the period that contains a point in time; -1 before the first, and the last after it.</summary>
    public static int PlaceOf(IReadOnlyList<TimeRange> periods, DateTimeOffset at)
    {
        int low = 0;
        int high = periods.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = periods[middle].Start <= at ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static DateTimeOffset StartOf(HistoryStep step, DateTimeOffset instant, TimeZoneInfo zone)
    {
        if (step == HistoryStep.Hour)
        {
            return SeriesResolution.Hour.StartOf(instant);
        }

        DateTimeOffset day = SeriesResolution.Day.StartOf(instant, zone);
        if (step == HistoryStep.Day)
        {
            return day;
        }

        DateTime date = DateOf(day, zone);
        return LocalDay.StartOf(FirstOf(date), zone);
    }

    private static DateTimeOffset NextOf(HistoryStep step, DateTimeOffset start, TimeZoneInfo zone) => step switch
    {
        HistoryStep.Hour => start.AddHours(1),
        HistoryStep.Day => LocalDay.StartOf(DateOf(start, zone).AddDays(1), zone),
        _ => LocalDay.StartOf(FirstOf(DateOf(start, zone)).AddMonths(1), zone),
    };

    private static DateTime FirstOf(DateTime date) => new(date.Year, date.Month, 1);

    private static DateTime DateOf(DateTimeOffset start, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(start, zone).Date;
}
