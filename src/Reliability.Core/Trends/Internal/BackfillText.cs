using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Reliability.Common.Internal;

namespace Reliability.Trends.Internal;

/// <summary>The text of a backfill: its id, the order of its dates, and its lines in constant memory.</summary>
internal sealed class BackfillText(MetricBackfillRequest request)
{
    private const string Name = "The CSV";

    private readonly long _start = request.Csv.Position;

    /// <summary>Returns an id of the bytes and of the series that they go to.</summary>
    public async ValueTask<string> IdAsync(string series, CancellationToken cancellationToken)
    {
        var hash = new XxHash128();
        request.Csv.Position = _start;
        await hash.AppendAsync(request.Csv, cancellationToken).ConfigureAwait(false);
        hash.Append(Encoding.UTF8.GetBytes(series));
        return $"csv:{Convert.ToHexStringLower(hash.GetCurrentHash())}";
    }

    /// <summary>
    /// Returns the order of day and month, and reads all lines, so that what makes the whole text ambiguous is known before the first value
    /// is written.
    /// </summary>
    /// <exception cref="InvalidDataException">The text can be read in two ways, or in none.</exception>
    public CsvDateOrder OrderOfDates(CancellationToken cancellationToken)
    {
        (long Line, TimeReading Time)? either = null;
        (long Line, TimeReading Time)? monthFirst = null;
        (long Line, TimeReading Time)? dayFirst = null;
        using Lines lines = Open();
        while (lines.TryRead(out TimedValue row))
        {
            if (lines.Number % 1024 == 1)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (row.Reason != DropReason.None || row.Time.Kind != TimeReadingKind.OpenOrder || row.Time.First == row.Time.Second)
            {
                continue;
            }

            bool canBeMonthFirst = TimeText.IsDate(row.Time.Year, row.Time.First, row.Time.Second);
            bool canBeDayFirst = TimeText.IsDate(row.Time.Year, row.Time.Second, row.Time.First);
            if (canBeMonthFirst && canBeDayFirst)
            {
                either ??= (lines.Number, row.Time);
            }
            else if (canBeMonthFirst)
            {
                monthFirst ??= (lines.Number, row.Time);
            }
            else
            {
                dayFirst ??= (lines.Number, row.Time);
            }
        }

        if (request.Dates != CsvDateOrder.Unknown)
        {
            return request.Dates;
        }

        if (monthFirst is { } month && dayFirst is { } day)
        {
            throw new InvalidDataException(
                $"{Date(month)} and {Date(day)} cannot both be dates: one has the month first, the other the day. State the order in "
                + $"{nameof(MetricBackfillRequest)}.{nameof(MetricBackfillRequest.Dates)} to reject the other ones.");
        }

        if (either is { } open && monthFirst is null && dayFirst is null)
        {
            throw new InvalidDataException(
                $"{Date(open)} is a date with the month first and with the day first, and no date of the text tells which. State the order "
                + $"in {nameof(MetricBackfillRequest)}.{nameof(MetricBackfillRequest.Dates)}.");
        }

        return dayFirst is null ? CsvDateOrder.MonthFirst : CsvDateOrder.DayFirst;
    }

    /// <summary>Opens the lines from the start. One reader at a time.</summary>
    public Lines Open()
    {
        request.Csv.Position = _start;
        return new Lines(request);
    }

    /// <summary>Returns the instant of a time in UTC, or <see langword="null"/> if its date does not exist in this order.</summary>
    public DateTimeOffset? InstantOf(TimeReading time, CsvDateOrder order)
    {
        if (time.Kind == TimeReadingKind.Instant)
        {
            return new DateTimeOffset(time.Ticks, TimeSpan.Zero);
        }

        long ticks = time.Ticks;
        if (time.Kind == TimeReadingKind.OpenOrder)
        {
            (int month, int day) = order == CsvDateOrder.DayFirst ? (time.Second, time.First) : (time.First, time.Second);
            if (!TimeText.IsDate(time.Year, month, day))
            {
                return null;
            }

            ticks += new DateTime(time.Year, month, day).Ticks;
        }

        var local = new DateTime(ticks, DateTimeKind.Unspecified);
        return new DateTimeOffset(ticks - request.Zone.GetUtcOffset(local).Ticks, TimeSpan.Zero);
    }

    private static string Date((long Line, TimeReading Time) row) => string.Create(
        CultureInfo.InvariantCulture, $"{row.Time.First:00}/{row.Time.Second:00}/{row.Time.Year} (line {row.Line})");

    /// <summary>The lines of the text that are neither blank nor the header.</summary>
    internal sealed class Lines : IDisposable
    {
        private readonly StreamReader _text;
        private readonly CharLines _lines;
        private readonly TimedValues _rows;

        public Lines(MetricBackfillRequest request)
        {
            _text = new StreamReader(
                request.Csv, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
            _lines = new CharLines(_text);
            _rows = new TimedValues(Name, request.TimeColumn, request.ValueColumn);
        }

        /// <summary>Gets the number of the line that was read last.</summary>
        public long Number => _lines.Number;

        /// <summary>Reads the next line. Returns <see langword="false"/> at the end.</summary>
        public bool TryRead(out TimedValue row)
        {
            while (_lines.TryRead(out ReadOnlySpan<char> line, out bool isTooLong))
            {
                if (isTooLong)
                {
                    row = new TimedValue { Reason = DropReason.TooLong };
                    return true;
                }

                if (!line.IsWhiteSpace() && _rows.TryRead(line, _lines.Number, out row))
                {
                    return true;
                }
            }

            row = default;
            return false;
        }

        public void Dispose() => _text.Dispose();
    }
}
