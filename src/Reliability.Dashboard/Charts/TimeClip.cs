namespace Reliability.Dashboard.Internal;

/// <summary>Keeps the points of a series that lie in the range of a chart.</summary>
internal static class TimeClip
{
    /// <summary>
    /// Returns the points in the range. The value that a step holds when the range begins is its first point there, and the one that it
    /// holds
    /// at its last point is drawn to that point only: what comes later is not known.
    /// </summary>
    public static IEnumerable<TimePoint> To(TimeLine line, TimeScale x)
    {
        TimePoint? before = null;
        bool isFirst = true;
        foreach (TimePoint point in line.Points)
        {
            if (point.At < x.From)
            {
                before = point;
                continue;
            }

            if (isFirst && line.Shape == LineShape.Step && before is { Value: { } held } && point.At > x.From)
            {
                yield return new TimePoint(x.From, held);
            }

            isFirst = false;
            if (point.At > x.To)
            {
                yield break;
            }

            yield return point;
        }
    }
}
