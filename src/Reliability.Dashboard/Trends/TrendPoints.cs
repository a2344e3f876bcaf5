using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>The days of a report with the robust line.</summary>
internal static class TrendPoints
{
    public static IReadOnlyList<TrendPointRow> Of(TrendReport report)
    {
        List<TrendPointRow> rows = [];
        foreach (TrendPoint point in report.Points)
        {
            // A day without values is a gap, which the chart shows.
            DateTimeOffset? last = rows.Count > 0 ? rows[^1].At : null;
            int missing = last is { } before ? (int)Math.Round((point.Start - before).TotalDays) - 1 : 0;
            for (int i = 1; i <= missing; i++)
            {
                rows.Add(WithLine(new TrendPointRow { At = last!.Value.AddDays(i) }, report));
            }

            rows.Add(WithLine(
                new TrendPointRow
                {
                    At = point.Start,
                    Value = TrendFigures.Number(point.Value),
                    Count = point.Count,
                    Avg = TrendFigures.Number(point.Average),
                    Min = TrendFigures.Number(point.Min),
                    Max = TrendFigures.Number(point.Max),
                    P95 = TrendFigures.Number(point.P95),
                    P99 = TrendFigures.Number(point.P99),
                },
                report));
        }

        return rows;
    }

    /// <summary>
    /// Adds the line, and the lines of the lowest and the highest slope that are likely. All of them pass the middle, so the band is
    /// narrow there: it shows what is known of the slope, not of the level.
    /// </summary>
    private static TrendPointRow WithLine(TrendPointRow row, TrendReport report)
    {
        if (report.Trend is not { } trend || report.Points.Count < 2)
        {
            return row;
        }

        double days = (row.At - report.Points[0].Start).TotalDays;
        double length = (report.Points[^1].Start - report.Points[0].Start).TotalDays;
        double line = trend.Change.Start + (days / length * (trend.Change.End - trend.Change.Start));
        row = row with { Line = TrendFigures.Number(line) };
        if (trend.SlopeInterval is not { Lower: { } lower, Upper: { } upper })
        {
            return row;
        }

        double middle = (trend.Change.Start / 2) + (trend.Change.End / 2);
        double one = middle + ((days - (length / 2)) * lower);
        double other = middle + ((days - (length / 2)) * upper);
        return row with { Low = TrendFigures.Number(Math.Min(one, other)), High = TrendFigures.Number(Math.Max(one, other)) };
    }
}
