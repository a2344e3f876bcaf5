using System.Globalization;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>The technical debt of the service of the setup: the matrix, and what to address first.</summary>
internal sealed record DebtPart : SectionPart
{
    public const string SectionName = "debt";

    public override string Name => SectionName;

    public override bool IsKept => WasReadBefore;

    /// <summary>Gets a value indicating whether an earlier snapshot read the register.</summary>
    public bool WasReadBefore { get; init; }

    public required DebtFigures Figures { get; init; }

    public override IEnumerable<AttentionLine> Attention
    {
        get
        {
            if (Figures.Expired > 0)
            {
                yield return Line($"The acceptance of {Items(Figures.Expired)} of technical debt has expired.");
            }

            if (Figures.Overdue > 0)
            {
                yield return Line($"{Items(Figures.Overdue)} of technical debt {(Figures.Overdue == 1 ? "is" : "are")} overdue.");
            }
        }
    }

    public override SectionPart? For(Viewer viewer, OverviewQuery query) =>
        viewer.MaySee(Figures.Service) && (query.Service ?? Figures.Service) == Figures.Service ? this : null;

    public override void WriteJson(Utf8JsonWriter json) => JsonSerializer.Serialize(json, Figures, DashboardJson.Default.DebtFigures);

    public override void WriteHtml(HtmlWriter html, PageContext page)
    {
        html.Open("section").Attribute("id", Name).Element("h2", "Technical debt");
        DebtTables.WriteTotals(html, Figures, "/debt");
        DebtTables.WriteMatrix(html, Figures, "/debt");
        DebtTables.WriteItems(html, page, Figures, "/debt");
        html.Open("p", "more").Open("a").Link("href", page.Debt).Text("All items, and what was opened and resolved").Close().Close()
            .Close();
    }

    private static string Items(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "item" : "items")}");

    private AttentionLine Line(string text) => new() { Urgency = Urgency.Note, Service = Figures.Service, Text = text };
}
