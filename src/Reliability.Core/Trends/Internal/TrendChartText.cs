using System.Globalization;
using System.Text;

namespace Reliability.Trends.Internal;

/// <summary>A chart of characters: values as dots, the robust line as hyphens, the start of each shift as a caret below.</summary>
internal static class TrendChartText
{
    private const int Width = 60;
    private const int Height = 10;

    /// <summary>Writes the chart, its scale at the left.</summary>
    /// <param name="text">Where to write.</param>
    /// <param name="report">A report with at least two points.</param>
    /// <param name="label">Writes a value with its unit, which must not contain a line break.</param>
    public static void Write(StringBuilder text, TrendReport report, Func<double, string> label)
    {
        int width = Math.Min(Width, report.Points.Count);
        double?[] values = Columns(report, width);
        double low = values.Min() ?? 0;
        double high = values.Max() ?? 0;
        char[][] cells = [.. Enumerable.Range(0, Height).Select(_ => Enumerable.Repeat(' ', width).ToArray())];
        if (report.Trend is { } trend)
        {
            for (int i = 0; i < width; i++)
            {
                double part = width == 1 ? 0 : i / (double)(width - 1);
                Set(cells, i, trend.Change.Start + (part * (trend.Change.End - trend.Change.Start)), low, high, '-');
            }
        }

        for (int i = 0; i < width; i++)
        {
            if (values[i] is { } value)
            {
                Set(cells, i, value, low, high, '*');
            }
        }

        string top = label(high);
        string bottom = label(low);
        int margin = Math.Max(top.Length, bottom.Length);
        for (int row = 0; row < Height; row++)
        {
            string scale = row == 0 ? top : row == Height - 1 ? bottom : string.Empty;
            text.Append(scale.PadLeft(margin)).Append(" |").Append(new string(cells[row]).TrimEnd()).Append('\n');
        }

        text.Append(' ', margin).Append(" +").Append('-', width).Append('\n');
        Shifts(text, report, width, margin);
    }

    private static void Shifts(StringBuilder text, TrendReport report, int width, int margin)
    {
        if (report.Shifts.Count == 0)
        {
            return;
        }

        char[] marks = [.. Enumerable.Repeat(' ', width)];
        foreach (MetricShift shift in report.Shifts)
        {
            marks[Column(report, shift.At, width)] = '^';
        }

        text.Append(' ', margin + 2).Append(new string(marks).TrimEnd()).Append('\n');
        text.Append(' ', margin + 2).Append("^ ").AppendJoin(", ", report.Shifts.Select(shift =>
            $"{shift.Kind.ToString().ToLowerInvariant()} {shift.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}")).Append('\n');
    }

    /// <summary>The mean of the values of each column; null where there is none.</summary>
    private static double?[] Columns(TrendReport report, int width)
    {
        double[] means = new double[width];
        int[] counts = new int[width];
        foreach (TrendPoint point in report.Points)
        {
            // A running mean: sums of large values would overflow.
            int column = Column(report, point.Start, width);
            counts[column]++;
            means[column] += (point.Value / counts[column]) - (means[column] / counts[column]);
        }

        return [.. means.Select((mean, i) => counts[i] == 0 ? (double?)null : mean)];
    }

    private static int Column(TrendReport report, DateTimeOffset at, int width)
    {
        double whole = (report.Points[^1].Start - report.Points[0].Start).Ticks;
        return whole <= 0
            ? 0
            : Math.Clamp((int)((at - report.Points[0].Start).Ticks / whole * (width - 1) + 0.5), 0, width - 1);
    }

    private static void Set(char[][] cells, int column, double value, double low, double high, char mark)
    {
        // Halves, because the distance of two large values need not be finite.
        double span = (high / 2) - (low / 2);
        double part = span > 0 ? ((value / 2) - (low / 2)) / span : 0.5;
        if (part is >= 0 and <= 1)
        {
            cells[Height - 1 - (int)Math.Round(part * (Height - 1), MidpointRounding.AwayFromZero)][column] = mark;
        }
    }
}
