using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the tables and the chart about incidents that several pages show.</summary>
internal static class IncidentTables
{
    private static readonly ColumnHead[] _heads =
    [
        "Incident",
        "Status",
        "Severity",
        "Service",
        "Started",
        ColumnHead.Number("Lasted"),
        ColumnHead.Number("Budget burnt"),
        ColumnHead.Number("Requests affected (estimated)"),
        "Cause",
    ];

    /// <param name="html">The writer.</param>
    /// <param name="page">The page.</param>
    /// <param name="label">What the table shows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="pointer">Where they stand in the twin.</param>
    public static void WriteRows(HtmlWriter html, PageContext page, string label, IReadOnlyList<IncidentRow> rows, string pointer)
    {
        WideTable.Open(html, label, _heads);
        for (int i = 0; i < rows.Count; i++)
        {
            WriteRow(html, page, rows[i], string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"));
        }

        WideTable.Close(html);
    }

    /// <summary>Writes the median of durations, their 90th percentile and how many count.</summary>
    public static void WriteDurations(HtmlWriter html, IncidentDurationRow row, string pointer) => html
        .Figure(pointer + "/median", Format.Duration, row.Median)
        .Open("small").Text("p90 ").Figure(pointer + "/p90", Format.Duration, row.P90).Text(", n ")
        .Figure(pointer + "/count", Format.Count, (decimal)row.Count).Close();

    /// <summary>Writes the status with its mark.</summary>
    public static void WriteStatus(HtmlWriter html, string status, string pointer)
    {
        _ = status switch
        {
            "Open" => html.Open("span", "state bad"),
            "Mitigated" => html.Open("span", "state warn"),
            _ => html.Open("span", "state none"),
        };
        html.Open("span", "mark").Close().Word(pointer, status).Close();
    }

    /// <summary>Writes the bars of periods of 30 days.</summary>
    public static void WritePeriods(
        HtmlWriter html,
        PageContext page,
        string id,
        IReadOnlyList<IncidentPeriodRow> periods,
        string pointer,
        IReadOnlyList<TimeMarker> markers) => new TimeChart
        {
            Id = id,
            Title = "Incidents by period of 30 days",
            From = periods[0].Start,
            To = periods[^1].End,
            Zone = page.Zone,
            Format = Format.Count,
            High = periods.Max(one => one.Count) < 3 ? 3 : null,
            Height = 120,
            Markers = markers,
            Bars = new TimeBars
            {
                GoodName = "New",
                BadName = "Recurring",
                Good = [.. periods.Select(one => new TimePoint(one.Start, one.First))],
                Bad = [.. periods.Select(one => new TimePoint(one.Start, one.Recurrences))],
                Period = periods[0].End - periods[0].Start,
                Pointer = pointer,
                AtProperty = "start",
                GoodProperty = "first",
                BadProperty = "recurrences",
            },
        }.Write(html);

    private static void WriteRow(HtmlWriter html, PageContext page, IncidentRow row, string pointer)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Incident(row.Service, row.Id))
            .Source(pointer + "/title", Format.Word).Text(row.Title).Close();
        if (row.Kind != "Incident")
        {
            html.Open("small").Word(pointer + "/kind", row.Kind).Close();
        }
        else if (row.DuplicateOf is not null)
        {
            html.Open("small").Text("duplicate of ").Word(pointer + "/duplicateOf", row.DuplicateOf).Close();
        }

        html.Close().Open("td");
        WriteStatus(html, row.Status, pointer + "/status");
        html.Close().Open("td").Word(pointer + "/severity", row.Severity).Close()
            .Open("td").Word(pointer + "/service", row.Service).Close()
            .Open("td", "lift").Figure(pointer + "/startedAt", row.StartedAt, page.Zone).Close()
            .Open("td", "n").Figure(pointer + "/seconds", Format.Duration, row.Seconds).Close()
            .Open("td", "n").Figure(pointer + "/budgetBurnt", Format.Percent, row.BudgetBurnt).Close()
            .Open("td", "n").Figure(pointer + "/affectedRequests", Format.Count, row.AffectedRequests).Close()
            .Open("td").Word(pointer + "/cause", row.Cause);
        if (row.Missing is not null)
        {
            html.Open("small").Text(" asks for: ").Word(pointer + "/missing", row.Missing).Close();
        }

        html.Close().Close();
    }
}
