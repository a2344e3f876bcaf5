namespace Reliability.Dashboard.Internal;

/// <summary>
/// A line as small as a word, for a row of a table. Its title says in text what it shows; the page of the row has the chart.
/// </summary>
internal static class Sparkline
{
    /// <summary>The largest number of points.</summary>
    public const int MaxPoints = 30;

    private const double Height = 24;
    private const string ViewBox = "0 0 1000 24";

    [ThreadStatic]
    private static PathText? _path;

    /// <summary>Writes a line. Missing values are gaps; the last value has a dot.</summary>
    /// <param name="html">The writer.</param>
    /// <param name="title">What the line shows, such as "Remaining budget, 30 days: 80% to 42%".</param>
    /// <param name="values">The values, at most <see cref="MaxPoints"/>, evenly spaced.</param>
    /// <param name="low">The low end, the same for each row that is compared; <see langword="null"/> for the lowest value.</param>
    /// <param name="high">The high end; <see langword="null"/> for the highest value.</param>
    /// <param name="shifts">Where the level shifts, from 0 at the first value to 1 at the last one; by default nowhere.</param>
    public static void Write(
        HtmlWriter html,
        string title,
        IReadOnlyList<double?> values,
        double? low = null,
        double? high = null,
        IReadOnlyList<double>? shifts = null)
    {
        ChartRules.Text(title, nameof(title));
        Common.Internal.Check.Between(values.Count, 0, MaxPoints, nameof(values));
        (double lowest, double highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double? value in values)
        {
            ChartRules.Value(value, title);
            (lowest, highest) = value is { } one ? (Math.Min(lowest, one), Math.Max(highest, one)) : (lowest, highest);
        }

        if (lowest > highest)
        {
            html.Open("span", "spark-none").Attribute("title", title).Text("not measured").Close();
            return;
        }

        (double bottom, double top) = Ticks.Widen(low ?? lowest, Math.Max(high ?? highest, low ?? double.MinValue));
        var y = new LinearScale(bottom, top, Height - 4, 4);
        var x = new LinearScale(0, Math.Max(values.Count - 1, 1), 0, ChartFrame.Width);

        // A page has hundreds of lines, so each is of few elements: strokes keep their width at every width of the column.
        html.Open("svg", "spark").Attribute("role", "img").Attribute("aria-label", title).Attribute("viewBox", ViewBox)
            .Attribute("preserveAspectRatio", "none");
        if (bottom < 0 && top > 0)
        {
            html.Open("path", "grid").Attribute("d", Cleared().Move(0, Math.Round(y.At(0), 1)).Across(ChartFrame.Width).ToString()).Close();
        }

        if (shifts is { Count: > 0 })
        {
            html.Open("path", "shift").Attribute("d", Shifts(shifts)).Close();
        }

        html.Open("path").Attribute("d", Path(values, x, y)).Close();
        int last = values.Count - 1;
        while (values[last] is null)
        {
            last--;
        }

        // A line without a length has the round ends alone.
        double end = Math.Round(x.At(last));
        html.Open("path", "spark-end")
            .Attribute("d", Cleared().Move(end, Math.Round(y.At(values[last]!.Value), 1)).Across(end).ToString()).Close().Close();
    }

    private static PathText Cleared() => (_path ??= new PathText()).Clear();

    private static string Shifts(IReadOnlyList<double> shifts)
    {
        PathText path = Cleared();
        foreach (double shift in shifts)
        {
            double place = Math.Round(Math.Clamp(shift, 0, 1) * ChartFrame.Width);
            path.Move(place, 0).Line(place, Height);
        }

        return path.ToString();
    }

    /// <summary>A level stretch is one command: a list of many lines is mostly level ones.</summary>
    private static string Path(IReadOnlyList<double?> values, LinearScale x, LinearScale y)
    {
        PathText path = Cleared();
        for (int i = 0; i < values.Count; i++)
        {
            if (Place(i) is not { } place)
            {
                continue;
            }

            double along = Math.Round(x.At(i));
            double? next = i + 1 < values.Count ? Place(i + 1) : null;
            if (i == 0 || Place(i - 1) is not { } before)
            {
                path.Move(along, place);
                if (next is null)
                {
                    path.Across(along);
                }
            }
            else if (before != place)
            {
                path.Line(along, place);
            }
            else if (next != place)
            {
                path.Across(along);
            }
        }

        return path.ToString();

        double? Place(int i) => values[i] is { } value ? Math.Round(y.At(value), 1) : null;
    }
}
