using System.Globalization;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>How the services improve: the most telling metrics, open actions, and postmortems that are due.</summary>
internal sealed record ImprovementPart : SectionPart
{
    public const string SectionName = "improvement";

    /// <summary>The most overdue actions and postmortems in the lists; the pages of the services have all.</summary>
    public const int MaxItems = 5;

    private const string Pointer = "/" + SectionName;

    public override string Name => SectionName;

    public override bool IsKept => WasReadBefore;

    /// <summary>Gets a value indicating whether an earlier snapshot read all of it.</summary>
    public bool WasReadBefore { get; init; }

    /// <summary>Gets the services that have incidents or postmortems, by name.</summary>
    public required IReadOnlyList<ImprovementServicePart> Services { get; init; }

    public override IEnumerable<AttentionLine> Attention
    {
        get
        {
            foreach (ImprovementServicePart one in Services)
            {
                if (one.Row.OverduePostmortems is > 0 and var postmortems)
                {
                    yield return Line(
                        one,
                        Urgency.Soon,
                        postmortems == 1 ? "A postmortem is overdue" : $"{Text(postmortems)} postmortems are overdue");
                }

                if (one.Row.OverdueActions is > 0 and var actions)
                {
                    yield return Line(
                        one,
                        Urgency.Note,
                        actions == 1 ? "An action of a postmortem is overdue" : $"{Text(actions)} actions of postmortems are overdue");
                }
            }
        }
    }

    private ImprovementFigures Figures => new()
    {
        Days = MetricRows.Days,
        Services = [.. Services.Select(one => one.Row)],
        Overdue =
        [
            .. Services.SelectMany(one => one.Overdue).OrderBy(one => one.DueOn).ThenByDescending(one => one.AgeDays)
                .ThenBy(one => one.Service, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal).Take(MaxItems),
        ],
        Required =
        [
            .. Services.SelectMany(one => one.Required).OrderBy(one => one.DueAt).ThenBy(one => one.Service, StringComparer.Ordinal)
                .ThenBy(one => one.Id, StringComparer.Ordinal).Take(MaxItems),
        ],
    };

    public override SectionPart? For(Viewer viewer, OverviewQuery query)
    {
        ImprovementServicePart[] seen =
        [
            .. Services.Where(one => viewer.MaySee(one.Row.Service) && (query.Service ?? one.Row.Service) == one.Row.Service),
        ];
        return seen.Length == 0 ? null : this with { Services = seen };
    }

    public override void WriteJson(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, Figures, DashboardJson.Default.ImprovementFigures);

    public override void WriteHtml(HtmlWriter html, PageContext page)
    {
        ImprovementFigures figures = Figures;
        html.Open("section").Attribute("id", Name).Element("h2", "Improvement").Open("p", "quiet").Text("Of the last ")
            .Figure(Pointer + "/days", Format.Count, (decimal)figures.Days)
            .Text(" days. What is not recorded has no figure. The page of a service has all metrics, each incident, and all actions.")
            .Close();
        WriteServices(html, page, figures);
        if (figures.Required.Count > 0)
        {
            html.Element("h3", "Postmortems that are overdue");
            ImprovementTables.WriteRequired(html, page, "Postmortems that are overdue", figures.Required, Pointer + "/required");
        }

        if (figures.Overdue.Count > 0)
        {
            html.Element("h3", "Actions that are overdue");
            ImprovementTables.WriteActions(html, page, "Actions that are overdue", figures.Overdue, Pointer + "/overdue");
        }

        html.Close();
    }

    private static void WriteServices(HtmlWriter html, PageContext page, ImprovementFigures figures)
    {
        WideTable.Open(
            html,
            "Improvement by service",
            "Service",
            "Time to restore",
            "Recurring share",
            "Change failure rate",
            "Time to implement",
            ColumnHead.Number("Open actions"),
            ColumnHead.Number("Postmortems missing"));
        for (int i = 0; i < figures.Services.Count; i++)
        {
            ImprovementServiceRow row = figures.Services[i];
            string at = string.Create(CultureInfo.InvariantCulture, $"{Pointer}/services/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Improvement(row.Service))
                .Source(at + "/service", Format.Word).Text(row.Service).Close().Close();
            WriteMetric(html, row.Restore, at + "/restore");
            WriteMetric(html, row.Recurring, at + "/recurring");
            WriteMetric(html, row.ChangeFailure, at + "/changeFailure");
            WriteMetric(html, row.Implement, at + "/implement");
            html.Open("td", "n");
            WriteNumbers(html, row.OpenActions, row.OverdueActions, at + "/openActions", at + "/overdueActions");
            html.Close().Open("td", "n");
            WriteNumbers(html, row.MissingPostmortems, row.OverduePostmortems, at + "/missingPostmortems", at + "/overduePostmortems");
            html.Close().Close();
        }

        WideTable.Close(html);
    }

    private static void WriteMetric(HtmlWriter html, MetricRow row, string pointer)
    {
        html.Open("td", "lift");
        ImprovementTables.WriteValue(html, row, pointer);
        html.Open("small");
        ImprovementTables.WriteInterval(html, row, pointer);
        html.Text(", n ");
        ImprovementTables.WriteCount(html, row, pointer);
        html.Close().Close();
    }

    private static void WriteNumbers(HtmlWriter html, int? all, int? overdue, string pointer, string overduePointer)
    {
        html.Figure(pointer, Format.Count, (decimal?)all);
        if (overdue > 0)
        {
            html.Open("small").Figure(overduePointer, Format.Count, (decimal?)overdue).Text(" overdue").Close();
        }
        else if (all is null)
        {
            html.Element("small", "none recorded");
        }
    }

    private static AttentionLine Line(ImprovementServicePart one, Urgency urgency, string text) =>
        new() { Urgency = urgency, Service = one.Row.Service, Improvement = one.Row.Service, Text = $"{text}: {one.Row.Service}." };

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
