using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes where the bad events of an objective come from.</summary>
internal static class SourcesTable
{
    private const string Title = "Where the bad events come from";

    private static readonly ColumnHead[] _heads =
    [
        "Route",
        "Status",
        "Version",
        ColumnHead.Number("Bad in the window"),
        ColumnHead.Number("Last 7 days"),
        ColumnHead.Number("Share"),
        "Of all with a source",
    ];

    public static void Write(HtmlWriter html, SourcesDocument document)
    {
        html.Open("section").Attribute("id", "sources").Element("h2", Title);
        if (document.Rows.Count == 0 && document.Other == 0)
        {
            html.Element("p", "No source is recorded.", "quiet").Close();
            return;
        }

        WideTable.Open(html, Title, _heads);
        for (int i = 0; i < document.Rows.Count; i++)
        {
            SourceRow row = document.Rows[i];
            string at = i.ToString(CultureInfo.InvariantCulture);
            string pointer = $"/sources/rows/{at}";
            html.Open("tr").Open("th").Attribute("scope", "row").Word(pointer + "/route", row.Route).Close()
                .Open("td").Word(pointer + "/status", row.Status).Close()
                .Open("td").Word(pointer + "/version", row.Version).Close();
            WriteCount(html, at, (pointer + "/bad", row.Bad), (pointer + "/week", row.Week), (pointer + "/share", row.Share));
        }

        if (document.Other > 0)
        {
            html.Open("tr").Open("th").Attribute("scope", "row").Attribute("colspan", "3").Text("other").Close();
            WriteCount(
                html,
                "other",
                ("/sources/other", document.Other),
                ("/sources/otherWeek", document.OtherWeek),
                ("/sources/otherShare", document.OtherShare));
        }

        WideTable.Close(html);
        html.Close();
    }

    private static void WriteCount(
        HtmlWriter html,
        string id,
        (string Pointer, decimal Value) bad,
        (string Pointer, decimal? Value) week,
        (string Pointer, decimal Value) share)
    {
        html.Open("td", "n").Figure(bad.Pointer, Format.Count, bad.Value).Close()
            .Open("td", "n").Figure(week.Pointer, Format.Count, week.Value).Close()
            .Open("td", "n").Figure(share.Pointer, Format.Percent, share.Value).Close().Open("td");
        BudgetBar.Write(
            html, $"source-{id}", $"{Show.Value(Format.Percent, share.Value)} of the bad events", (double)share.Value, isSigned: false);
        html.Close().Close();
    }
}
