using System.Globalization;
using Reliability.Common.Internal;

namespace TrendReportSample.Reading;

/// <summary>
/// Finds out in which order days and months stand, from the dates that allow only one order. Rows before the first such date wait.
/// </summary>
internal sealed class OpenDates(string name, DateOrder order)
{
    private readonly List<OpenDate> _waiting = [];
    private readonly bool _isGiven = order != DateOrder.Unknown;
    private DateOrder _order = order;
    private OpenDate _reason;

    /// <summary>Takes a row. Returns false if its date does not exist in the order that was given.</summary>
    /// <param name="row">The row.</param>
    /// <param name="ready">Is given the rows whose dates are known now, with their local times.</param>
    public bool TryTake(OpenDate row, List<(long LocalTicks, OpenDate Row)> ready)
    {
        TimeReading time = row.Time;
        bool isMonthFirst = TimeText.IsDate(time.Year, time.First, time.Second);
        bool isDayFirst = TimeText.IsDate(time.Year, time.Second, time.First);
        if (isMonthFirst != isDayFirst)
        {
            DateOrder only = isMonthFirst ? DateOrder.MonthFirst : DateOrder.DayFirst;
            if (_order == DateOrder.Unknown)
            {
                _order = only;
                _reason = row;
                ready.AddRange(_waiting.Select(Read));
                _waiting.Clear();
            }
            else if (_order != only)
            {
                return _isGiven
                    ? false
                    : throw new UsageException(
                        $"{name}: {Date(_reason)} (line {_reason.Line}) and {Date(row)} (line {row.Line}) cannot both be dates: one has "
                            + "the month first, the other the day. --dates month-first or --dates day-first drops the other ones.");
            }
        }

        if (_order == DateOrder.Unknown && time.First != time.Second)
        {
            _waiting.Add(row);
        }
        else
        {
            ready.Add(Read(row));
        }

        return true;
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="UsageException">Rows still wait.</exception>
    public void End()
    {
        if (_waiting is [var first, ..])
        {
            string monthFirst = Named(first.Time, first.Time.First, first.Time.Second);
            string dayFirst = Named(first.Time, first.Time.Second, first.Time.First);
            throw new UsageException(
                $"{name}, line {first.Line}: {Date(first)} is {monthFirst} with the month first and {dayFirst} with the day first, and no "
                    + "date of the file tells which. Say --dates month-first or --dates day-first.");
        }
    }

    private (long LocalTicks, OpenDate Row) Read(OpenDate row)
    {
        TimeReading time = row.Time;
        (int month, int day) = _order == DateOrder.DayFirst ? (time.Second, time.First) : (time.First, time.Second);
        return (new DateTime(time.Year, month, day).Ticks + time.Ticks, row);
    }

    private static string Date(OpenDate row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Time.First:00}/{row.Time.Second:00}/{row.Time.Year}");

    private static string Named(TimeReading time, int month, int day) =>
        new DateTime(time.Year, month, day).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
