using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Draws markers and names them, in the same way on every chart over time.</summary>
internal static class MarkerMarks
{
    /// <summary>Returns the label of what the list of the page names.</summary>
    public static string Label(int number) => string.Create(CultureInfo.InvariantCulture, $"M{number}");

    /// <summary>Draws a marker: a line down the chart, with a shape and its label at the top.</summary>
    public static void Draw(HtmlWriter html, double x, double y, double bottom, MarkerKind kind, string label)
    {
        ChartFrame.Line(html, "marker", x, y, x, bottom);
        ChartFrame.Shape(html, Classes(kind), x, y, Glyph.Of(kind));
        html.Open("text", "marker-letter").Attribute("x", ChartFrame.Percent(x)).Attribute("dx", "8").Attribute("y", y)
            .Attribute("dy", ".35em").Text(label).Close();
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
