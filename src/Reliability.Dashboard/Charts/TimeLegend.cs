namespace Reliability.Dashboard.Internal;

/// <summary>Writes what the marks of a chart over time mean, with the latest value of each series and the value of each threshold.</summary>
internal static class TimeLegend
{
    public static void Write(HtmlWriter html, TimeChart chart)
    {
        html.Open("ul", "chart-legend");
        for (int i = 0; i < chart.Lines.Count; i++)
        {
            TimeLine line = chart.Lines[i];
            bool isDot = line.Shape == LineShape.Dots;
            Open(html);
            ChartFrame.Path(
                html,
                TimeMarks.Classes(isDot ? "dot" : "line", i, line.Tone),
                isDot ? Glyph.Of(i) : "M-12 0H12");
            html.Close().Element("span", line.Name, "name");
            int last = Last(line.Points, chart);
            // The end of a reference line is no measurement.
            if (last >= 0 && line.Tone != Tone.Quiet)
            {
                html.Text(" ").Figure($"{line.Pointer}/{last}/{line.Property}", chart.Format, line.Points[last].Value);
            }

            html.Close();
        }

        int series = chart.Lines.Count;
        foreach (TimeBand band in chart.Bands)
        {
            Open(html);
            ChartFrame.Path(html, TimeMarks.Classes("band", series++, Tone.None), "M-12-5H12V5H-12Z");
            html.Close().Element("span", band.Name, "name").Close();
        }

        if (chart.Bars is { } bars)
        {
            Open(html);
            ChartFrame.Path(html, "bar good", "M-12-5H12V5H-12Z");
            html.Close().Element("span", bars.GoodName, "name").Close();
            Open(html);
            ChartFrame.Path(html, "bar", "M-12-5H12V5H-12Z", ChartFrame.Hatch(chart.Id, "bad"));
            html.Close().Element("span", bars.BadName, "name").Close();
        }

        foreach (Threshold threshold in chart.Thresholds)
        {
            Open(html);
            ChartFrame.Path(html, $"threshold {TimeMarks.Name(threshold.Tone)}", "M-12 0H12");
            html.Close().Element("span", threshold.Label, "name").Text(" ");
            html.Figure(threshold.Pointer, chart.Format, threshold.Value).Close();
        }

        if (TimeGaps.Of(chart).Any())
        {
            Open(html);
            ChartFrame.Path(html, "gap", "M-12-5H12V5H-12Z", ChartFrame.Hatch(chart.Id, "none"));
            html.Close().Element("span", "Not measured", "name").Close();
        }

        html.Close();
    }

    /// <summary>Returns the index of the latest value in the range; -1 if there is none.</summary>
    public static int Last(IReadOnlyList<TimePoint> points, TimeChart chart)
    {
        for (int i = points.Count - 1; i >= 0; i--)
        {
            if (points[i].Value is not null && points[i].At <= chart.To && points[i].At >= chart.From)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Open(HtmlWriter html) =>
        html.Open("li").Open("svg", "swatch").Attribute("width", "24").Attribute("height", "12")
            .Attribute("viewBox", "-12 -6 24 12").Attribute("aria-hidden", "true");
}
