namespace Reliability.Dashboard.Internal;

/// <summary>The spans of a series in which nothing was measured.</summary>
internal static class TimeGaps
{
    /// <summary>Returns the gaps of the first series of a chart, or of its bars if it has no series, as far as they lie in its range.</summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Of(TimeChart chart)
    {
        IEnumerable<(DateTimeOffset From, DateTimeOffset To)> all = chart switch
        {
            { Lines: [var first, ..] } => Of(first.Points, chart.To),
            { Bars: { } bars } => bars.Good.Zip(bars.Bad)
                .Where(pair => pair.First.Value is null && pair.Second.Value is null)
                .Select(pair => (pair.First.At, pair.First.At + bars.Period)),
            _ => [],
        };
        return all.Where(gap => gap.To > chart.From && gap.From < chart.To);
    }

    /// <summary>Returns from the last value before each run of missing ones to the first value after it, or to the end.</summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Of(IReadOnlyList<TimePoint> points, DateTimeOffset end)
    {
        for (int i = 0; i < points.Count; i++)
        {
            if (points[i].Value is not null)
            {
                continue;
            }

            DateTimeOffset from = i > 0 ? points[i - 1].At : points[i].At;
            while (i < points.Count && points[i].Value is null)
            {
                i++;
            }

            yield return (from, i < points.Count ? points[i].At : end);
        }
    }
}
