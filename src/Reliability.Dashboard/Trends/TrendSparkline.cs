namespace Reliability.Dashboard.Internal;

/// <summary>Ninety days as a line as small as a word: means of three days, and a mark at each shift.</summary>
internal static class TrendSparkline
{
    private const int DaysPerPoint = TrendsPart.Days / Sparkline.MaxPoints;

    public static void Write(HtmlWriter html, TrendRow row)
    {
        double?[] values =
        [
            .. row.Days.Chunk(DaysPerPoint).Select(days => Mean([.. days.OfType<double>()])),
        ];
        string shifts = row.ShiftDays.Count switch
        {
            0 => string.Empty,
            1 => ", with a shift",
            _ => ", with shifts",
        };
        Sparkline.Write(
            html,
            $"90 days, means of {DaysPerPoint}{shifts}",
            values,
            shifts: [.. row.ShiftDays.Select(day => (day - 1.0) / (row.Days.Count - DaysPerPoint))]);
    }

    /// <summary>Values that cannot be drawn are left out; the table beside the line has them.</summary>
    private static double? Mean(double[] days)
    {
        double[] drawn = [.. days.Where(one => Math.Abs(one) <= Ticks.MaxValue)];
        return drawn.Length == 0 ? null : drawn.Average();
    }
}
