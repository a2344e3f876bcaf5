using System.Text;
using Reliability.Common.Internal;
using Reliability.Trends;
using TrendReportSample.Output;

namespace TrendReportSample.Reading;

/// <summary>Reads lines of a time and a value in one pass, and keeps only hours and days.</summary>
internal sealed class SeriesReader
{
    private readonly ReportOptions _options;
    private readonly string _name;
    private readonly SeriesData _data;
    private readonly OpenDates _openDates;
    private readonly List<(long LocalTicks, OpenDate Row)> _ready = [];
    private readonly TimedValues _rows;

    private SeriesReader(string name, ReportOptions options)
    {
        _name = name;
        _options = options;
        bool hasSketches = options.Figure is MetricFigure.P50 or MetricFigure.P95 or MetricFigure.P99;
        _data = new SeriesData(name, new DroppedRows(), hasSketches, options.Zone);
        _openDates = new OpenDates(name, options.Dates);
        _rows = new TimedValues(name);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="content">Its bytes: UTF-8, or UTF-16 with a byte order mark.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">The order of dates, the time zone, the figure, and whether a row may be dropped.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UsageException">No row can be used, dates can be read in two ways, or a row is wrong in strict mode.</exception>
    /// <exception cref="InvalidDataException">The file has decimal commas and decimal points.</exception>
    public static SeriesData Read(Stream content, string name, ReportOptions options, CancellationToken cancellationToken)
    {
        var reader = new SeriesReader(name, options);
        using var text = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        var lines = new CharLines(text);
        while (lines.TryRead(out ReadOnlySpan<char> line, out bool isTooLong))
        {
            if (lines.Number % 1024 == 1)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (isTooLong)
            {
                reader.Drop(DropReason.TooLong, lines.Number);
            }
            else if (!line.IsWhiteSpace())
            {
                reader.Take(line, lines.Number);
            }
        }

        return reader.End();
    }

    private void Take(ReadOnlySpan<char> line, long number)
    {
        if (!_rows.TryRead(line, number, out TimedValue row))
        {
            return;
        }

        if (row.Reason != DropReason.None)
        {
            Drop(row.Reason, number, row.Text);
        }
        else if (!TryAdd(row.Time, row.Value, number))
        {
            Drop(DropReason.Time, number, row.Text);
        }
    }

    private bool TryAdd(TimeReading time, double value, long line)
    {
        if (time.Kind != TimeReadingKind.OpenOrder)
        {
            _data.Add(time.Kind == TimeReadingKind.Instant ? time.Ticks : ToUtc(time.Ticks), value);
            return true;
        }

        if (!_openDates.TryTake(new OpenDate(time, value, line), _ready))
        {
            return false;
        }

        foreach ((long localTicks, OpenDate row) in _ready)
        {
            _data.Add(ToUtc(localTicks), row.Value);
        }

        _ready.Clear();
        return true;
    }

    private long ToUtc(long localTicks) => ReferenceEquals(_options.Zone, TimeZoneInfo.Utc)
        ? localTicks
        : localTicks - _options.Zone.GetUtcOffset(new DateTime(localTicks, DateTimeKind.Unspecified)).Ticks;

    private void Drop(DropReason reason, long line, ReadOnlySpan<char> text = default)
    {
        if (_options.IsStrict)
        {
            string shown = text.IsEmpty ? string.Empty : $": '{Shown.Text(text)}'";
            throw new UsageException($"{_name}, line {line}: {DropText.Of(reason)}{shown}. Without --strict such lines are dropped.");
        }

        _data.Dropped.Add(reason, line);
    }

    private SeriesData End()
    {
        _openDates.End();
        return _data.Rows > 0 ? _data
            : _data.Dropped.Count == 0 ? throw new UsageException($"{_name} is empty: it has no line with a time and a value.")
            : throw new UsageException($"{_name} has no line that can be used. {_data.Dropped.Text(0)}");
    }
}
