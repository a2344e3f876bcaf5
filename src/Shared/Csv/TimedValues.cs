namespace Reliability.Common.Internal;

/// <summary>Reads lines of a time and a value, of which the first one may be a header.</summary>
/// <param name="name">What messages call the text.</param>
/// <param name="timeName">The column of the time in the header, or <see langword="null"/> for a usual name, or the first one.</param>
/// <param name="valueName">The column of the value in the header, or <see langword="null"/> for a usual name, or the other one.</param>
internal sealed class TimedValues(string name, string? timeName = null, string? valueName = null)
{
    private static readonly string[] TimeNames = ["timestamp", "time", "datetime", "date", "ts", "at"];
    private static readonly string[] ValueNames = ["value", "val", "y"];

    private ValueText? _values;
    private char _separator;
    private int _timeColumn;
    private int _valueColumn = 1;
    private int _width = 2;

    /// <summary>Reads a line that is not blank. Returns <see langword="false"/> if it is the header.</summary>
    /// <exception cref="InvalidDataException">
    /// The header lacks a column that was asked for, or the text has decimal commas and decimal points.
    /// </exception>
    public bool TryRead(ReadOnlySpan<char> line, long number, out TimedValue row)
    {
        row = default;
        if (_values is null)
        {
            _separator = CsvRow.Separator(line);
            _values = new ValueText(name, _separator);
            if (IsHeader(line, number))
            {
                return false;
            }
        }

        int width = CsvRow.Find(line, _separator, _timeColumn, _valueColumn, out ReadOnlySpan<char> timeText, out ReadOnlySpan<char> text);
        DropReason reason = width < 0 ? DropReason.Quotes : width != _width ? DropReason.Columns : DropReason.None;
        if (reason != DropReason.None)
        {
            row = new TimedValue { Reason = reason };
            return true;
        }

        TimeReading time = TimeText.Parse(timeText);
        if (time.Kind == TimeReadingKind.None)
        {
            row = new TimedValue { Reason = DropReason.Time, Text = timeText };
            return true;
        }

        reason = _values.Read(text, number, out double value);
        row = new TimedValue { Time = time, Value = value, Reason = reason, Text = reason == DropReason.None ? timeText : text };
        return true;
    }

    /// <summary>The first line is a header if neither a time nor a value stands where they must.</summary>
    private bool IsHeader(ReadOnlySpan<char> line, long number)
    {
        List<string> fields = CsvRow.All(line, _separator);
        bool isNamed = timeName is not null || valueName is not null;
        if (!isNamed
            && (fields.Count < 2
                || fields.Any(field => TimeText.Parse(field).Kind != TimeReadingKind.None)
                || fields.Any(field => IsValue(field, number))))
        {
            return false;
        }

        int value = valueName is null ? IndexOf(fields, ValueNames) : Require(fields, valueName);
        int first = value == 0 && fields.Count > 1 ? 1 : 0;
        _timeColumn = timeName is null ? Math.Max(first, IndexOf(fields, TimeNames)) : Require(fields, timeName);
        _valueColumn = value >= 0 && (value != _timeColumn || valueName is not null) ? value : _timeColumn == 0 ? 1 : 0;
        _width = fields.Count;
        return true;
    }

    private bool IsValue(string field, long number) =>
        new ValueText(name, _separator).Read(field, number, out _) is DropReason.None or DropReason.NotFinite;

    private int Require(List<string> fields, string column) => IndexOf(fields, [column]) is var index and >= 0
        ? index
        : throw new InvalidDataException(
            $"{name} has no column '{Names.Shorten(column)}' in its first line. Its columns are: "
            + $"{Names.Nearest(column, fields.Select(field => Names.Shorten(field.Trim())))}.");

    private static int IndexOf(List<string> fields, string[] names) => names
        .Select(name => fields.FindIndex(field => field.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(index => index >= 0, -1);
}
