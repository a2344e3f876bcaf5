using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the tables about technical debt.</summary>
internal static class DebtTables
{
    private static readonly ColumnHead[] _heads =
        ["Address", "Item", "Impact", "Effort", "Owner", "Category", ColumnHead.Number("Age in days"), "Due", "Because"];

    /// <param name="html">The writer.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="pointer">Where they stand in the twin.</param>
    public static void WriteMatrix(HtmlWriter html, DebtFigures figures, string pointer)
    {
        WideTable.Open(
            html,
            "Open items by impact and effort",
            "Impact",
            ColumnHead.Number("Low effort"),
            ColumnHead.Number("Medium effort"),
            ColumnHead.Number("High effort"));
        for (int i = 0; i < figures.Matrix.Count; i++)
        {
            DebtMatrixRow row = figures.Matrix[i];
            string at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/matrix/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Word(at + "/impact", row.Impact).Close()
                .Open("td", "n").Figure(at + "/low", Format.Count, (decimal)row.Low).Close()
                .Open("td", "n").Figure(at + "/medium", Format.Count, (decimal)row.Medium).Close()
                .Open("td", "n").Figure(at + "/high", Format.Count, (decimal)row.High).Close().Close();
        }

        WideTable.Close(html);
    }

    /// <inheritdoc cref="WriteMatrix"/>
    public static void WriteItems(HtmlWriter html, PageContext page, DebtFigures figures, string pointer)
    {
        WideTable.Open(html, "Items in the order in which to address them", _heads);
        for (int i = 0; i < figures.Items.Count; i++)
        {
            DebtItemRow row = figures.Items[i];
            string at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/items/{i}");
            html.Open("tr").Open("td").Word(at + "/address", row.Address).Close()
                .Open("th").Attribute("scope", "row").Word(at + "/title", row.Title)
                .Open("small").Text(" ").Word(at + "/id", row.Id).Close().Close()
                .Open("td").Word(at + "/impact", row.Impact).Close()
                .Open("td").Word(at + "/effort", row.Effort).Close()
                .Open("td").Word(at + "/owner", row.Owner).Close()
                .Open("td").Word(at + "/category", row.Category).Close()
                .Open("td", "n").Figure(at + "/ageDays", Format.Count, (decimal)row.AgeDays).Close()
                .Open("td").Figure(at + "/dueAt", row.DueAt, page.Zone).Close()
                .Open("td").Word(at + "/because", row.Because).Close().Close();
        }

        WideTable.Close(html);
    }

    /// <inheritdoc cref="WriteMatrix"/>
    public static void WriteTotals(HtmlWriter html, DebtFigures figures, string pointer) => html.Open("p")
        .Figure(pointer + "/open", Format.Count, (decimal)figures.Open).Text(" open, of which ")
        .Figure(pointer + "/overdue", Format.Count, (decimal)figures.Overdue).Text(" are overdue and ")
        .Figure(pointer + "/expired", Format.Count, (decimal)figures.Expired).Text(" have an acceptance that expired; ")
        .Figure(pointer + "/accepted", Format.Count, (decimal)figures.Accepted).Text(" accepted, ")
        .Figure(pointer + "/resolved", Format.Count, (decimal)figures.Resolved).Text(" resolved. Service ")
        .Word(pointer + "/service", figures.Service).Text(", ordered by ").Word(pointer + "/scorer", figures.Scorer).Text(".").Close();
}
