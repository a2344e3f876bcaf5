
namespace Reliability.Dashboard.Internal;

/// <summary>Thins a line that has more points than a screen has columns.</summary>
internal static class Downsampler
{
    /// <summary>The largest number of points of a line.</summary>
    public const int MaxPoints = 400;

    /// <summary>A column keeps at most three points: its minimum, its maximum and its first gap.</summary>
    private const int Columns = (MaxPoints - 2) / 3;

    /// <summary>
    /// Returns at most <see cref="MaxPoints"/> of the points: the first, the last, and of each column the lowest, the highest and the first
    /// one that was not measured, so that no peak and no gap vanishes.
    /// </summary>
    /// <param name="points">The points, ascending.</param>
    public static IReadOnlyList<TimePoint> Thin(IReadOnlyList<TimePoint> points)
    {
        if (points.Count <= MaxPoints)
        {
            return points;
        }

        var scale = new LinearScale(0, Math.Max((points[^1].At - points[0].At).TotalSeconds, 1), 0, Columns);
        var kept = new SortedSet<int> { 0, points.Count - 1 };
        int start = 0;
        while (start < points.Count)
        {
            int column = Column(scale, points, start);
            int end = start;
            while (end < points.Count && Column(scale, points, end) == column)
            {
                end++;
            }

            Keep(points, start, end, kept);
            start = end;
        }

        return [.. kept.Select(i => points[i])];
    }

    private static int Column(LinearScale scale, IReadOnlyList<TimePoint> points, int i) =>
        Math.Min((int)scale.At((points[i].At - points[0].At).TotalSeconds), Columns - 1);

    private static void Keep(IReadOnlyList<TimePoint> points, int start, int end, SortedSet<int> kept)
    {
        int low = -1;
        int high = -1;
        int gap = -1;
        for (int i = start; i < end; i++)
        {
            if (points[i].Value is not { } value)
            {
                gap = gap < 0 ? i : gap;
                continue;
            }

            low = low < 0 || value < points[low].Value ? i : low;
            high = high < 0 || value > points[high].Value ? i : high;
        }

        kept.UnionWith(new[] { low, high, gap }.Where(i => i >= 0));
    }
}
