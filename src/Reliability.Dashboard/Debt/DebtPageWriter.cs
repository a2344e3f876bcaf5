using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the page of technical debt.</summary>
internal sealed class DebtPageWriter(HtmlWriter html, PageContext page, DebtDocument document)
{
    private const string Figures = "/debt";

    public void Write()
    {
        html.Open("section", "head").Element("h1", "Technical debt");
        DebtTables.WriteTotals(html, document.Debt, Figures);
        html.Close().Open("section").Attribute("id", "matrix").Element("h2", "Impact and effort");
        DebtTables.WriteMatrix(html, document.Debt, Figures);
        html.Close().Open("section").Attribute("id", "items").Element("h2", "What to address first");
        DebtTables.WriteItems(html, page, document.Debt, Figures);
        if (document.Debt.Items.Count < document.Debt.Open)
        {
            html.Open("p", "more").Text(string.Create(CultureInfo.InvariantCulture, $"{document.Debt.Items.Count} of "))
                .Figure(Figures + "/open", Format.Count, (decimal)document.Debt.Open).Close();
        }

        html.Close();
        WriteMonths();
        PageMarkers.WriteList(html, page, document.Markers);
    }

    private void WriteMonths()
    {
        IReadOnlyList<DebtMonthRow> months = document.Months;
        DateTimeOffset end = months[^1].Start.AddMonths(1);
        html.Open("section", "card").Attribute("id", "months");
        new TimeChart
        {
            Id = "chart-months",
            Title = "Opened and resolved by month",
            From = months[0].Start,
            To = end,
            Zone = page.Zone,
            Format = Format.Count,
            Markers = PageMarkers.On(document.Markers),
            Bars = new TimeBars
            {
                GoodName = "Resolved",
                BadName = "Opened",
                Good = [.. months.Select(one => new TimePoint(one.Start, one.Resolved))],
                Bad = [.. months.Select(one => new TimePoint(one.Start, one.Opened))],
                Period = end - months[^1].Start,
                Pointer = "/months",
                AtProperty = "start",
                GoodProperty = "resolved",
                BadProperty = "opened",
            },
        }.Write(html);
        WideTable.Open(
            html,
            "Opened and resolved by month",
            "Month",
            ColumnHead.Number("Opened"),
            ColumnHead.Number("Resolved"),
            ColumnHead.Number("Unresolved at its end"));
        for (int i = 0; i < months.Count; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"/months/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Word(at + "/month", months[i].Month).Close()
                .Open("td", "n").Figure(at + "/opened", Format.Count, (decimal)months[i].Opened).Close()
                .Open("td", "n").Figure(at + "/resolved", Format.Count, (decimal)months[i].Resolved).Close()
                .Open("td", "n").Figure(at + "/unresolved", Format.Count, (decimal)months[i].Unresolved).Close().Close();
        }

        WideTable.Close(html);
        html.Close();
    }
}
