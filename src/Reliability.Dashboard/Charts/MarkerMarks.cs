using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Draws markers and names them, in the same way on every chart over time.</summary>
internal static class MarkerMarks
{
    private const int Lanes = 3;
    private const double LaneHeight = 14;

    /// <summary>The width of a plot in pixels on the narrowest screen.</summary>
    private const double NarrowWidth = 200;

    /// <summary>Returns the label of what the list of the page names.</summary>
    public static string Label(int number) => string.Create(CultureInfo.InvariantCulture, $"M{number}");

    /// <summary>Gets the height of the labels of a page, above the plot.</summary>
    public static double Height => (Lanes * LaneHeight) + 2;

    /// <summary>
    /// Draws the markers of a page and those of a chart, in the order of time. Labels that would lie on each other stand above each other;
    /// of the page's, one for which there is no room is left out, and the text below the chart has it.
    /// </summary>
    /// <param name="html">The writer.</param>
    /// <param name="scale">The places of instants.</param>
    /// <param name="markers">The markers, with their labels.</param>
    /// <param name="bottom">Where the plot ends.</param>
    public static void Draw(HtmlWriter html, TimeScale scale, IEnumerable<(TimeMarker Marker, string Label)> markers, double bottom)
    {
        Span<double> ends = stackalloc double[Lanes];
        ends.Fill(double.NegativeInfinity);
        foreach ((TimeMarker marker, string label) in markers)
        {
            double x = scale.At(marker.At);
            double width = WidthOf(label);
            bool isLeft = x + width > ChartFrame.Width;
            double start = isLeft ? x - width : x;
            int lane = 0;
            while (lane < Lanes && ends[lane] > start)
            {
                lane++;
            }

            bool hasRoom = lane < Lanes;
            lane = hasRoom ? lane : 0;
            if (hasRoom || marker.Number is null)
            {
                ends[lane] = isLeft ? x : x + width;
                Draw(html, x, Height - LaneHeight - (lane * LaneHeight) + 4, bottom, marker.Kind, label, isLeft);
            }
            else
            {
                Draw(html, x, Height - LaneHeight + 4, bottom, marker.Kind, label: null);
            }
        }
    }

    /// <summary>Draws a marker: a line down the chart, with a shape and its label at the top.</summary>
    public static void Draw(HtmlWriter html, double x, double y, double bottom, MarkerKind kind, string? label, bool isLeft = false)
    {
        ChartFrame.Line(html, "marker", x, y, x, bottom);
        ChartFrame.Shape(html, Classes(kind), x, y, Glyph.Of(kind));
        if (label is null)
        {
            return;
        }

        html.Open("text", "marker-letter").Attribute("x", ChartFrame.Percent(x)).Attribute("dx", isLeft ? "-8" : "8").Attribute("y", y)
            .Attribute("dy", ".35em");
        if (isLeft)
        {
            html.Attribute("text-anchor", "end");
        }

        html.Text(label).Close();
    }

    /// <summary>Writes the item of a list: shape, label, instant, kind and what happened.</summary>
    public static void Item(HtmlWriter html, string label, TimeMarker marker, TimeZoneInfo zone)
    {
        html.Open("li").Open("svg", "swatch").Attribute("width", "12").Attribute("height", "12")
            .Attribute("viewBox", "-6 -6 12 12").Attribute("aria-hidden", "true");
        ChartFrame.Path(html, Classes(marker.Kind), Glyph.Of(marker.Kind));
        html.Close().Element("b", label).Text(" ");
        html.Figure(marker.Pointer, marker.At, zone);
        html.Text($" {Word(marker.Kind)}: {marker.Label}").Close();
    }

    /// <summary>Writes which items of the list of the page a chart marks.</summary>
    public static void Note(HtmlWriter html, IEnumerable<TimeMarker> markers)
    {
        if (Text(markers) is { } text)
        {
            html.Element("p", text, "note");
        }
    }

    /// <summary>Says which items of the list of the page a chart marks; <see langword="null"/> if there are none.</summary>
    public static string? Text(IEnumerable<TimeMarker> markers)
    {
        string labels = string.Join(", ", markers.Where(one => one.Number is not null).OrderBy(one => one.Number)
            .Select(one => Label(one.Number!.Value)));
        return labels.Length == 0 ? null : $"Marked: {labels} (see What happened).";
    }

    /// <summary>The room that a label needs on the narrowest screen.</summary>
    private static double WidthOf(string label) => (14 + (8 * label.Length)) * ChartFrame.Width / NarrowWidth;

    public static string Classes(MarkerKind kind) => $"marker-shape {Name(kind)}";

    private static string Name(MarkerKind kind) => kind switch
    {
        MarkerKind.Ledger => "ledger",
        MarkerKind.Deployment => "deployment",
        MarkerKind.Incident => "incident",
        MarkerKind.Shift => "shift",
        MarkerKind.Event => "event",
        _ => "experiment",
    };

    private static string Word(MarkerKind kind) => kind switch
    {
        MarkerKind.Ledger => "Ledger",
        MarkerKind.Deployment => "Deployment",
        MarkerKind.Incident => "Incident",
        MarkerKind.Shift => "Shift",
        MarkerKind.Event => "Event",
        _ => "Experiment",
    };
}
