namespace Reliability.Dashboard.Internal;

/// <summary>Writes when a metric reaches its threshold.</summary>
internal static class UntilThresholdTile
{
    private const string Row = "/forecast/untilThreshold";

    public static void Write(HtmlWriter html, TrendDocument document, TrendUnit unit)
    {
        if (document.Forecast?.UntilThreshold is not { } until)
        {
            return;
        }

        html.Open("div", "card tile").Element("h3", "Days until the threshold").Open("span", "fig small");
        if (until.Days is null)
        {
            html.Text(until.Outcome == "InsufficientData" ? "too few days" : "not within a year");
        }
        else
        {
            html.Figure(Row + "/days", Format.Number, until.Days);
        }

        html.Close().Open("small");
        WriteInterval(html, until, document.Forecast.Confidence);
        html.Text("threshold ");
        unit.Write(html, "/threshold", document.Threshold);
        html.Text(". ").Word(Row + "/reason", until.Reason).Close().Close();
    }

    private static void WriteInterval(HtmlWriter html, UntilThresholdRow until, double confidence)
    {
        // Of a threshold that is reached already, there is nothing to wait for.
        if (until.Outcome == "AlreadyCrossed" || until.LowerDays is null)
        {
            return;
        }

        if (until.UpperDays is null)
        {
            html.Text("not before ").Figure(Row + "/lowerDays", Format.Number, until.LowerDays).Text(" days");
        }
        else
        {
            html.Figure(Row + "/lowerDays", Format.Number, until.LowerDays).Text(" to ")
                .Figure(Row + "/upperDays", Format.Number, until.UpperDays);
        }

        html.Text(" (").Figure("/forecast/confidence", Format.PercentWhole, confidence).Text("), ");
    }
}
