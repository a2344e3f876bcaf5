using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the page of the trend of a metric: what it did, by how much, when, and why the verdict is so.</summary>
internal sealed class TrendPage(HtmlWriter html, PageContext page, TrendDocument document)
{
    private const string Row = "/trend";

    /// <summary>The most days in the table.</summary>
    private const int MaxRows = 100;

    private readonly TrendUnit _unit = TrendUnit.Of(document.Trend.Figure, document.Trend.Unit);

    public void Write()
    {
        WriteHead();
        WriteVerdict();
        WriteTiles();
        TrendCharts.Write(html, page, document, _unit);
        PageMarkers.WriteList(html, page, document.Markers);
        TrendValues.Write(html, page, document, _unit);
        new TrendShifts(html, page, document, _unit).Write();
        WriteOutliers();
        WriteSeasons();
        WriteDays();
        WriteWhy();
    }

    private void WriteHead()
    {
        html.Open("section", "head").Open("h1").Source(Row + "/metric", Format.Word).Text(document.Trend.Metric).Close();
        if (document.Trend.Description is { } description)
        {
            html.Open("p").Word(Row + "/description", description).Close();
        }

        if (document.Value is not null)
        {
            html.Open("p").Text("Only ").Word("/splitBy", document.SplitBy).Text(" ").Open("b").Word("/value", document.Value).Close()
                .Text(". ").Open("a").Link("href", page.Trend(document.Trend.Metric)).Text("All of the metric").Close().Close();
        }

        html.Open("p", "quiet").Word("/definition", document.Definition).Text(". Service ").Word(Row + "/service", document.Trend.Service)
            .Text(". The days before today, up to 90, computed at ").Figure("/computedAt", document.ComputedAt, page.Zone)
            .Text(" and again after an hour.").Close();
        if (document.Trend.FeedProblem is not null)
        {
            html.Open("p", "banner").Word(Row + "/feedProblem", document.Trend.FeedProblem).Close();
        }

        html.Close();
    }

    private void WriteVerdict()
    {
        html.Open("section", "card").Attribute("id", "verdict").Open("h2").Text("Verdict: ");
        TrendMark.Write(html, document.Trend.Verdict, Row + "/verdict");
        html.Close().Open("p").Word(Row + "/summary", document.Trend.Summary).Close().Close();
    }

    private void WriteTiles()
    {
        html.Open("section", "tiles").Attribute("aria-label", "Key figures");
        OpenTile("Last day");
        _unit.Write(html, Row + "/value", document.Trend.Value);
        html.Close().Open("small").Word(Row + "/figure", document.Trend.Figure).Close().Close();
        OpenTile("Change");
        html.Figure(Row + "/change", Format.Lift, document.Trend.Change).Close().Open("small");
        if (document.Trend is { Low: not null, High: not null })
        {
            html.Figure(Row + "/low", Format.Lift, document.Trend.Low).Text(" to ")
                .Figure(Row + "/high", Format.Lift, document.Trend.High).Text(", ");
        }

        html.Text("from ");
        _unit.Write(html, "/start", document.Start);
        html.Text(" to ");
        _unit.Write(html, "/end", document.End);
        if (document.DecidedByLevels)
        {
            html.Text(", the levels around the lasting shifts");
        }

        if (document.ChangeReason is not null)
        {
            html.Text(". ").Word("/changeReason", document.ChangeReason);
        }

        html.Close().Close();
        OpenTile("Slope a day");
        _unit.Write(html, "/slopePerDay", document.SlopePerDay);
        html.Close().Open("small");
        _unit.Write(html, "/slopeLow", document.SlopeLow);
        html.Text(" to ");
        _unit.Write(html, "/slopeHigh", document.SlopeHigh);
        html.Close().Close();
        OpenTile("p");
        html.Figure("/pValue", Format.Number, document.PValue).Close()
            .Element("small", "the probability of such a trend, or a clearer one, by chance").Close();
        UntilThresholdTile.Write(html, document, _unit);
        html.Close();
    }

    private void OpenTile(string title) => html.Open("div", "card tile").Element("h3", title).Open("span", "fig small");

    private void WriteOutliers()
    {
        if (document.Outliers.Count == 0)
        {
            return;
        }

        html.Open("section").Attribute("id", "outliers").Element("h2", "Single days far from their neighbours");
        WideTable.Open(html, "Outliers", "Day", ColumnHead.Number("Value"), ColumnHead.Number("Expected"));
        for (int i = 0; i < Math.Min(MaxRows, document.Outliers.Count); i++)
        {
            TrendOutlierRow outlier = document.Outliers[i];
            string pointer = $"/outliers/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Figure(pointer + "/at", outlier.At, page.Zone).Close().Open("td", "n");
            _unit.Write(html, pointer + "/value", outlier.Value);
            html.Close().Open("td", "n");
            _unit.Write(html, pointer + "/expected", outlier.Expected);
            html.Close().Close();
        }

        WideTable.Close(html);
        html.Close();
    }

    private void WriteSeasons()
    {
        html.Open("div", "two").Attribute("id", "seasons");
        for (int i = 0; i < document.Seasons.Count; i++)
        {
            TrendSeasonRow season = document.Seasons[i];
            string pointer = $"/seasons/{At(i)}";
            html.Open("section", "card").Open("h2").Text("Pattern of the ").Word(pointer + "/period", season.Period).Close()
                .Open("p").Word(pointer + "/outcome", season.Outcome).Close()
                .Open("p", "quiet").Text("p = ").Figure(pointer + "/pValue", Format.Number, season.PValue).Text(", strength ")
                .Figure(pointer + "/strength", Format.PercentWhole, season.Strength).Text(", correlation with the ")
                .Text(season.Period).Text(" before ").Figure(pointer + "/correlation", Format.Number, season.Correlation).Close();
            if (season.Phases.Count > 0)
            {
                new ProfileChart
                {
                    Id = $"chart-season-{At(i)}",
                    Title = season.Period == "week" ? "Difference by weekday" : "Difference by hour",
                    Format = _unit.Format,
                    Phases = season.Phases,
                    Pointer = pointer + "/phases",
                }.Write(html);
            }

            html.Close();
        }

        html.Close();
    }

    private void WriteDays()
    {
        if (document.Points.Count == 0)
        {
            return;
        }

        html.Open("section").Attribute("id", "days").Element("h2", "Days");
        WideTable.Open(
            html, "Days", ["Day", .. ((string[])["Value", "Events", "Mean", "Lowest", "Highest", "p95", "p99"]).Select(ColumnHead.Number)]);
        for (int i = document.Points.Count - 1; i >= Math.Max(0, document.Points.Count - MaxRows); i--)
        {
            TrendPointRow day = document.Points[i];
            string pointer = $"/points/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Figure(pointer + "/at", day.At, page.Zone).Close();
            Cell(pointer + "/value", day.Value);
            html.Open("td", "n").Figure(pointer + "/count", Format.Count, (decimal?)day.Count).Close();
            Values(pointer, day);
            html.Close();
        }

        WideTable.Close(html);
        html.Close();
    }

    private void Values(string pointer, TrendPointRow day)
    {
        // The figures of a metric of counts or shares have the unit of its values, not that of its figure.
        var unit = TrendUnit.Of("mean", document.Trend.Unit);
        foreach ((string name, double? value) in ((string, double?)[])
            [("avg", day.Avg), ("min", day.Min), ("max", day.Max), ("p95", day.P95), ("p99", day.P99)])
        {
            html.Open("td", "n");
            unit.Write(html, $"{pointer}/{name}", value);
            html.Close();
        }
    }

    private void Cell(string pointer, double? value)
    {
        html.Open("td", "n");
        _unit.Write(html, pointer, value);
        html.Close();
    }

    private void WriteWhy()
    {
        html.Open("section", "card").Attribute("id", "why").Element("h2", "Why is the verdict so?").Open("ul");
        for (int i = 0; i < document.Why.Count; i++)
        {
            html.Open("li").Word($"/why/{At(i)}", document.Why[i]).Close();
        }

        html.Close().Close();
    }

    private static string At(int index) => index.ToString(CultureInfo.InvariantCulture);
}
