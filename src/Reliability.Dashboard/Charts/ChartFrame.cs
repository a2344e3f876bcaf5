using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// What all charts have around their marks. The drawing has no viewBox of its own: what must keep its shape (text, dots, markers) stands at
/// percentages of the width and at pixels of the height, so that text is as large at 320 px as at 1920 px; only lines and areas lie in an
/// inner drawing with a viewBox that is stretched, whose strokes do not scale. So one drawing is enough for every width, without a script.
/// Labels outside of the plot lie in its padding, which the style sheet gives.
/// </summary>
internal static class ChartFrame
{
    /// <summary>The width of the inner drawing in its own units.</summary>
    public const double Width = 1000;

    /// <summary>The largest number of rows in the table behind a chart.</summary>
    public const int MaxRows = 100;

    /// <summary>Returns a place in the inner drawing as a percentage of the width.</summary>
    public static string Percent(double x) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(x * 100 / Width, 2) + 0.0:0.##}%");

    /// <summary>Begins the figure and writes its caption.</summary>
    public static void Open(HtmlWriter html, string id, string title, string kind)
    {
        html.Open("figure").Attribute("class", $"chart {kind}").Attribute("id", id);
        html.Element("figcaption", title);
    }

    /// <summary>Says why there is no drawing, and ends the figure.</summary>
    public static void Empty(HtmlWriter html, string why) => html.Element("p", why, "chart-empty").Close();

    /// <summary>Returns the sentence about a span without values.</summary>
    public static string Nothing(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone) =>
        $"Nothing was measured between {Show.Instant(from, zone)} and {Show.Instant(to, zone)}.";

    /// <summary>Begins the drawing, with its title, its description and the hatches that its marks use.</summary>
    public static void OpenDrawing(HtmlWriter html, string id, string title, string description, double height, string? series = null)
    {
        html.Open("div", "plot").Open("svg").Attribute("role", "img").Attribute("aria-labelledby", $"{id}-t {id}-d")
            .Attribute("width", "100%").Attribute("height", height).Attribute("overflow", "visible");
        if (series is not null)
        {
            html.Attribute("data-series", series);
        }

        html.Open("title").Attribute("id", $"{id}-t").Text(title).Close();
        html.Open("desc").Attribute("id", $"{id}-d").Text(description).Close();
    }

    /// <summary>Ends the drawing.</summary>
    public static void CloseDrawing(HtmlWriter html) => html.Close().Close();

    /// <summary>Writes the two hatches: diagonal for what was not measured, level for what is bad.</summary>
    public static void Hatches(HtmlWriter html, string id)
    {
        html.Open("defs");
        html.Open("pattern", "hatch-none").Attribute("id", $"{id}-none").Attribute("width", "6").Attribute("height", "6")
            .Attribute("patternUnits", "userSpaceOnUse");
        html.Open("path").Attribute("d", "M-1 1L1-1M0 6L6 0M5 7L7 5").Close().Close();
        HatchBad(html, id);
        html.Close();
    }

    /// <summary>Writes the hatch of what is bad.</summary>
    public static void HatchBad(HtmlWriter html, string id)
    {
        html.Open("pattern", "hatch-bad").Attribute("id", $"{id}-bad").Attribute("width", "4").Attribute("height", "4")
            .Attribute("patternUnits", "userSpaceOnUse");
        html.Open("rect").Attribute("width", "4").Attribute("height", "4").Close();
        html.Open("path").Attribute("d", "M0 2H4").Close().Close();
    }

    /// <summary>Returns the reference to a hatch.</summary>
    public static string Hatch(string id, string which) => $"url(#{id}-{which})";

    /// <summary>Begins the inner drawing, which is stretched to the width.</summary>
    public static void OpenStretched(HtmlWriter html, double height) =>
        html.Open("svg").Attribute("width", "100%").Attribute("height", height)
            .Attribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width:0} {height:0.##}"))
            .Attribute("preserveAspectRatio", "none");

    /// <summary>Writes a path.</summary>
    public static void Path(HtmlWriter html, string classes, string path, string? fill = null)
    {
        html.Open("path").Attribute("class", classes).Attribute("d", path);
        if (fill is not null)
        {
            html.Attribute("fill", fill);
        }

        html.Close();
    }

    /// <summary>Writes a line between places of the inner drawing, in the outer one.</summary>
    public static void Line(HtmlWriter html, string classes, double x1, double y1, double x2, double y2) =>
        html.Open("line").Attribute("class", classes).Attribute("x1", Percent(x1)).Attribute("x2", Percent(x2))
            .Attribute("y1", y1).Attribute("y2", y2).Close();

    /// <summary>Writes a text at a place.</summary>
    public static void Text(HtmlWriter html, string classes, double x, double y, string text) =>
        html.Open("text").Attribute("class", classes).Attribute("x", Percent(x)).Attribute("y", y).Text(text).Close();

    /// <summary>Writes a shape at a place, which keeps its form at every width.</summary>
    public static void Shape(HtmlWriter html, string classes, double x, double y, string path)
    {
        html.Open("svg").Attribute("x", Percent(x)).Attribute("y", y).Attribute("overflow", "visible");
        Path(html, classes, path);
        html.Close();
    }

    /// <summary>Begins the table behind the drawing.</summary>
    public static void OpenTable(HtmlWriter html, string title, params ReadOnlySpan<string> columns)
    {
        html.Open("details").Element("summary", "Table");
        html.Open("div", "scroll").Attribute("tabindex", "0").Attribute("role", "region").Attribute("aria-label", $"Table: {title}");
        html.Open("table").Open("thead").Open("tr");
        WideTable.Heads(html, columns);
        WideTable.OpenBody(html);
    }

    /// <summary>Ends the table, and says how many of the rows it has if that is not all of them.</summary>
    public static void CloseTable(HtmlWriter html, int all, string which)
    {
        html.Close().Close().Close();
        if (all > MaxRows)
        {
            html.Element("p", Check.Text($"The {which} {MaxRows} of {Show.CountExact(all)} rows."), "note");
        }

        html.Close();
    }

    /// <summary>Ends the figure.</summary>
    public static void Close(HtmlWriter html) => html.Close();

    /// <summary>Keeps a label short enough for a drawing; the table has all of it.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        // A pair of surrogates is one character.
        int end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end] + "\u2026";
    }
}
