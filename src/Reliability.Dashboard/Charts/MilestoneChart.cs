using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// The milestones of an incident on a bar: the part in which it affected users, the part until it was resolved, and a number at each
/// milestone, which the table beside it names.
/// </summary>
internal static class MilestoneChart
{
    private const double BarHeight = 16;
    private const double LabelHeight = 14;
    private const double AxisHeight = 22;
    private const int MaxTicks = 4;

    /// <summary>The least distance of two numbers on one level: that of two digits on the narrowest screen.</summary>
    private const double LabelWidth = 70;

    /// <param name="html">The writer.</param>
    /// <param name="id">The id of the figure, unique on the page.</param>
    /// <param name="milestones">The milestones in the order of time.</param>
    /// <param name="started">When it started to affect users.</param>
    /// <param name="ended">When it ended; <see langword="null"/> if it has not.</param>
    /// <param name="now">The present, at which the bar of an incident ends that is not over.</param>
    /// <param name="zone">The zone in which ticks are round.</param>
    /// <param name="markers">What else happened.</param>
    public static void Write(
        HtmlWriter html,
        string id,
        IReadOnlyList<IncidentMilestoneRow> milestones,
        DateTimeOffset started,
        DateTimeOffset? ended,
        DateTimeOffset now,
        TimeZoneInfo zone,
        IReadOnlyList<TimeMarker> markers)
    {
        ChartRules.Id(id);
        const string Title = "Milestones";
        ChartFrame.Open(html, id, Title, "chart-time");
        DateTimeOffset from = milestones[0].At;
        DateTimeOffset to = milestones[^1].At;
        to = ended is null && now > to ? now : to;
        if (to <= from || from.Year < 1900 || to.Year > 9000)
        {
            ChartFrame.Empty(html, "Nothing is drawn, because no time lies between the milestones.");
            return;
        }

        var scale = new TimeScale(from, to, zone, ChartFrame.Width);
        int[] levels = Levels(milestones, scale);
        TimeMarker[] marked = [.. markers.Where(one => scale.Holds(one.At) && one.Number is not null)];
        double top = ((levels.Max() + 1) * LabelHeight) + 4 + (marked.Length > 0 ? MarkerMarks.Height : 0);
        double bottom = top + BarHeight;
        ChartFrame.OpenDrawing(html, id, Title, Description(milestones, ended, zone, marked), bottom + AxisHeight);
        Rectangle(html, "cell excluded", scale, top, from, to);
        Rectangle(html, "cell not-met", scale, top, started, ended ?? to);
        for (int i = 0; i < milestones.Count; i++)
        {
            double x = scale.At(milestones[i].At);
            ChartFrame.Line(html, "axis", x, top, x, bottom);
            ChartFrame.Text(
                html,
                "marker-letter x",
                x,
                top - (levels[i] * LabelHeight) - 3,
                (i + 1).ToString(CultureInfo.InvariantCulture));
        }

        MarkerMarks.Draw(html, scale, marked.Select(one => (one, MarkerMarks.Label(one.Number!.Value))), bottom);
        foreach (TimeTick tick in scale.Ticks(MaxTicks))
        {
            double x = scale.At(tick.At);
            ChartFrame.Line(html, "axis", x, bottom, x, bottom + 4);
            ChartFrame.Text(html, "tick x", x, bottom + 17, tick.Label);
        }

        ChartFrame.CloseDrawing(html);
        MarkerMarks.Note(html, marked);
        ChartFrame.Close(html);
    }

    /// <summary>Numbers that would lie on each other stand above each other, each on the lowest level that is free.</summary>
    private static int[] Levels(IReadOnlyList<IncidentMilestoneRow> milestones, TimeScale scale)
    {
        int[] levels = new int[milestones.Count];
        List<double> lastOfLevel = [];
        for (int i = 0; i < milestones.Count; i++)
        {
            double x = scale.At(milestones[i].At);
            int level = lastOfLevel.FindIndex(last => x - last >= LabelWidth);
            if (level < 0)
            {
                level = lastOfLevel.Count;
                lastOfLevel.Add(x);
            }

            lastOfLevel[level] = x;
            levels[i] = level;
        }

        return levels;
    }

    private static void Rectangle(
        HtmlWriter html,
        [ConstantExpected] string classes,
        TimeScale scale,
        double top,
        DateTimeOffset from,
        DateTimeOffset to)
    {
        double start = scale.At(from);
        double width = scale.At(to) - start;
        if (width > 0)
        {
            html.Open("rect", classes).Attribute("x", ChartFrame.Percent(start)).Attribute("width", ChartFrame.Percent(width))
                .Attribute("y", top).Attribute("height", BarHeight).Close();
        }
    }

    private static string Description(
        IReadOnlyList<IncidentMilestoneRow> milestones, DateTimeOffset? ended, TimeZoneInfo zone, TimeMarker[] marked) =>
        string.Join("; ", milestones.Select((one, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{i + 1}: {one.Name}, {Show.Instant(one.At, zone)}")))
        + (ended is null ? "; it has not ended" : string.Empty)
        + (MarkerMarks.Text(marked) is { } text ? $". {text}" : string.Empty);
}
