using System.Globalization;
using System.Text.Json;
using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>Incidents: the open ones, how many there were, and how long they took.</summary>
internal sealed record IncidentsPart : SectionPart
{
    public const string SectionName = "incidents";

    /// <summary>The most open incidents in the list; the pages of the services have all.</summary>
    public const int MaxOpen = 10;

    private const string Pointer = "/" + SectionName;

    public override string Name => SectionName;

    public override bool IsKept => WasReadBefore;

    /// <summary>Gets a value indicating whether an earlier snapshot read all of it.</summary>
    public bool WasReadBefore { get; init; }

    /// <summary>Gets the reports of services that have incidents, by the name of the service.</summary>
    public required IReadOnlyList<IncidentReport> Reports { get; init; }

    /// <summary>Gets what happened to each service in the time of the reports.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<MarkerRow>> Markers { get; init; }

    /// <summary>Gets the incidents that are not resolved, the latest first.</summary>
    public required IReadOnlyList<IncidentRow> Open { get; init; }

    public override IEnumerable<AttentionLine> Attention => Open.Where(one => one.Kind == "Incident" && one.DuplicateOf is null)
        .Select(one => new AttentionLine
        {
            Urgency = one.Status == nameof(IncidentStatus.Open) ? Urgency.Now : Urgency.Soon,
            Loss = one.BudgetBurnt ?? 0,
            Service = one.Service,
            Incident = one.Id,
            Text = Text(one),
        });

    private IncidentsFigures Figures => new()
    {
        Periods = [.. Enumerable.Range(0, Reports.Max(one => one.Periods.Count)).Select(Period)],
        Markers = PageMarkers.Latest(Reports.SelectMany(one => Markers[one.Service])),
        Services = [.. Reports.Select(IncidentFigures.Service)],
        Open = [.. Open.Take(MaxOpen)],
        MoreOpen = Math.Max(0, Open.Count - MaxOpen),
        Unreadable = Reports.Sum(one => one.Unreadable.Count),
    };

    public override SectionPart? For(Viewer viewer, OverviewQuery query)
    {
        IncidentReport[] seen = [.. Reports.Where(one => IsAsked(one.Service))];
        return seen.Length == 0 ? null : this with { Reports = seen, Open = [.. Open.Where(one => IsAsked(one.Service))] };

        bool IsAsked(string service) => viewer.MaySee(service) && (query.Service ?? service) == service;
    }

    public override void WriteJson(Utf8JsonWriter json) => JsonSerializer.Serialize(json, Figures, DashboardJson.Default.IncidentsFigures);

    public override void WriteHtml(HtmlWriter html, PageContext page)
    {
        IncidentsFigures figures = Figures;
        html.Open("section").Attribute("id", Name).Element("h2", "Incidents");
        if (figures.Unreadable > 0)
        {
            html.Open("p", "banner").Figure(Pointer + "/unreadable", Format.Count, (decimal)figures.Unreadable)
                .Text(" could not be read and may be open; the open incidents of the API state the reason.").Close();
        }

        if (figures.Open.Count == 0)
        {
            html.Element("p", figures.Unreadable > 0 ? "No other is open." : "None is open.", "quiet");
        }
        else
        {
            IncidentTables.WriteRows(html, page, "Incidents that are not resolved", figures.Open, Pointer + "/open");
        }

        if (figures.MoreOpen > 0)
        {
            html.Open("p", "more").Text("and ").Figure(Pointer + "/moreOpen", Format.Count, (decimal)figures.MoreOpen)
                .Text(" more that are not resolved").Close();
        }

        html.Open("div", "card");
        IReadOnlyList<TimeMarker> markers = PageMarkers.On(figures.Markers, Pointer + "/markers");
        IncidentTables.WritePeriods(html, page, "chart-incidents", figures.Periods, Pointer + "/periods", markers);
        if (markers.Count > 0)
        {
            html.Element("h3", "What happened");
            PageMarkers.WriteItems(html, page, markers);
        }

        html.Close();
        WriteServices(html, page, figures);
        html.Close();
    }

    /// <summary>Reports of two days can stand together for the seconds after midnight: the bounds are those of the first.</summary>
    private IncidentPeriodRow Period(int index)
    {
        int count = Reports.Sum(one => one.Periods[index].Count);
        int recurrences = Reports.Sum(one => one.Periods[index].Recurrences);
        return IncidentFigures.Period(Reports[0].Periods[index] with { Count = count, Recurrences = recurrences });
    }

    private static string Text(IncidentRow one)
    {
        string burnt = one.BudgetBurnt is > 0
            ? $" It burnt {Show.Percent(one.BudgetBurnt.Value, 0)} of a budget."
            : string.Empty;
        string missing = one.Missing is null ? string.Empty : $" It asks for: {one.Missing}.";
        return one.Status == nameof(IncidentStatus.Open)
            ? $"The incident \"{one.Title}\" is open.{burnt}"
            : $"The incident \"{one.Title}\" is mitigated and not resolved.{burnt}{missing}";
    }

    private static void WriteServices(HtmlWriter html, PageContext page, IncidentsFigures figures)
    {
        WideTable.Open(
            html,
            "Incidents of the last 360 days by service",
            "Service",
            ColumnHead.Number("Incidents"),
            ColumnHead.Number("Recurring"),
            "Time to detect",
            "Time to restore",
            ColumnHead.Number("Downtime"),
            ColumnHead.Number("Durations left out"));
        for (int i = 0; i < figures.Services.Count; i++)
        {
            IncidentServiceRow row = figures.Services[i];
            string at = string.Create(CultureInfo.InvariantCulture, $"{Pointer}/services/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Incidents(row.Service))
                .Source(at + "/service", Format.Word).Text(row.Service).Close().Close()
                .Open("td", "n").Figure(at + "/count", Format.Count, (decimal)row.Count).Close()
                .Open("td", "n").Figure(at + "/recurringShare", Format.PercentWhole, row.RecurringShare).Close().Open("td", "lift");
            IncidentTables.WriteDurations(html, row.Detect, at + "/detect");
            html.Close().Open("td", "lift");
            IncidentTables.WriteDurations(html, row.Restore, at + "/restore");
            html.Close().Open("td", "n").Figure(at + "/downtime", Format.Duration, row.Downtime).Close()
                .Open("td", "n").Figure(at + "/doubtful", Format.Count, (decimal)row.Doubtful).Close().Close();
        }

        WideTable.Close(html);
    }
}
