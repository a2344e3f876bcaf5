using System.Globalization;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Trends;

namespace TrendReportSample.Output;

/// <summary>Draws a report with dots over time. Below it stand the numbers of shifts, and outliers.</summary>
internal sealed class Chart
{
    private const int Rows = 10;
    private const int MaxColumns = 120;
    private const string ShiftSigns = "123456789abcdefghijklmnopqrstuvwxyz";

    private readonly TrendReport _report;
    private readonly TimeZoneInfo _zone;
    private readonly bool _isUnicode;
    private readonly int _labels;
    private readonly string[] _scale;
    private readonly DotCanvas _canvas;
    private readonly int _columns;
    private readonly double _min;
    private readonly double _max;

    /// <summary>Draws a report with at least one point.</summary>
    /// <param name="report">The report.</param>
    /// <param name="zone">The time zone of dates.</param>
    /// <param name="width">The width of the terminal.</param>
    /// <param name="isUnicode">Whether the terminal shows more than ASCII.</param>
    public Chart(TrendReport report, TimeZoneInfo zone, int width, bool isUnicode)
    {
        _report = report;
        _zone = zone;
        _isUnicode = isUnicode;
        _min = report.Points.Min(point => point.Value);
        _max = report.Points.Max(point => point.Value);
        _scale = [Shown.Number(_max), Shown.Number((_min / 2) + (_max / 2)), Shown.Number(_min)];
        _labels = Math.Max(_scale.Max(label => label.Length), "outliers".Length);
        _columns = Math.Clamp(width - _labels - 3, 8, MaxColumns);
        _canvas = new DotCanvas(_columns, Rows);
        Draw();
    }

    /// <summary>Returns the number or letter by which a shift is shown.</summary>
    public static char Sign(int shift) => shift < ShiftSigns.Length ? ShiftSigns[shift] : '+';

    /// <summary>Returns the lines of the curve, its axis and its dates.</summary>
    public IEnumerable<string> Curve()
    {
        HashSet<int> shifts = [.. _report.Shifts.Select(shift => Dot(shift.At) / 2)];
        for (int row = 0; row < Rows; row++)
        {
            string label = row switch { 0 => _scale[0], Rows / 2 => _scale[1], Rows - 1 => _scale[2], _ => string.Empty };
            char[] cells = new char[_columns];
            for (int column = 0; column < _columns; column++)
            {
                char cell = _canvas.At(column, row, _isUnicode);
                cells[column] = cell == ' ' && shifts.Contains(column) ? (_isUnicode ? '╎' : ':') : cell;
            }

            string axis = _isUnicode ? (label.Length > 0 ? "┤" : "│") : "|";
            yield return $"{label.PadLeft(_labels)} {axis}{new string(cells)}".TrimEnd();
        }

        yield return _isUnicode
            ? $"{new string(' ', _labels)} └{new string('─', _columns)}"
            : $"{new string(' ', _labels)} +{new string('-', _columns)}";
        yield return Dates();
    }

    /// <summary>Returns the line with the numbers of the shifts, or <see langword="null"/> without any.</summary>
    public string? Shifts()
    {
        if (_report.Shifts.Count == 0)
        {
            return null;
        }

        char[] cells = Blank();
        foreach (MetricShift shift in _report.Shifts.Where(shift => shift.Kind == ShiftKind.Ramp))
        {
            Array.Fill(cells, '-', Dot(shift.At) / 2, (Dot(shift.Within.End) / 2) - (Dot(shift.At) / 2) + 1);
        }

        foreach ((int index, MetricShift shift) in _report.Shifts.Index())
        {
            cells[Dot(shift.At) / 2] = Sign(index);
        }

        return Marks("shifts", cells);
    }

    /// <summary>Returns the line with the outliers, or <see langword="null"/> without any.</summary>
    public string? Outliers()
    {
        char[] cells = Blank();
        foreach (MetricOutlier outlier in _report.Outliers)
        {
            cells[Dot(outlier.At) / 2] = 'o';
        }

        return _report.Outliers.Count == 0 ? null : Marks("outliers", cells);
    }

    private char[] Blank()
    {
        char[] cells = new char[_columns];
        Array.Fill(cells, ' ');
        return cells;
    }

    private string Marks(string label, char[] cells) => $"{label.PadLeft(_labels)}  {new string(cells)}".TrimEnd();

    private string Dates()
    {
        string format = _report.Resolution == SeriesResolution.Hour && _columns >= 40 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd";
        string first = Date(_report.Points[0].Start, format);
        string last = Date(_report.Points[^1].Start, format);
        return _report.Points.Count == 1 || _columns < first.Length + last.Length + 1
            ? Marks(string.Empty, first.ToCharArray())
            : Marks(string.Empty, (first + last.PadLeft(_columns - first.Length)).ToCharArray());
    }

    private string Date(DateTimeOffset at, string format) =>
        TimeZoneInfo.ConvertTime(at, _zone).ToString(format, CultureInfo.InvariantCulture);

    private void Draw()
    {
        double longest = 1.5 * _report.Resolution.Length().Ticks;
        TrendPoint? before = null;
        foreach (TrendPoint point in _report.Points)
        {
            // A line over missing points would show values that were not measured.
            TrendPoint from = before is { } known && (point.Start - known.Start).Ticks <= longest ? known : point;
            _canvas.Line(Dot(from.Start), Height(from.Value), Dot(point.Start), Height(point.Value));
            before = point;
        }
    }

    private int Dot(DateTimeOffset at)
    {
        DateTimeOffset first = _report.Points[0].Start;
        double length = (_report.Points[^1].Start - first).Ticks;
        double place = length == 0 ? 0 : (at - first).Ticks / length;
        return (int)Math.Round(Math.Clamp(place, 0, 1) * (_canvas.Width - 1));
    }

    private int Height(double value)
    {
        // Halves, because the range of values near the largest number is infinite.
        double range = (_max / 2) - (_min / 2);
        double place = range == 0 ? 0.5 : ((value / 2) - (_min / 2)) / range;
        return (int)Math.Round((1 - Math.Clamp(place, 0, 1)) * (_canvas.Height - 1));
    }
}
