using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the page of the incidents of a service.</summary>
internal sealed class IncidentsPage(HtmlWriter html, PageContext page, IncidentsDocument document)
{
    private const string Summary = "/summary";

    public void Write()
    {
        html.Open("section", "head").Element("h1", "Incidents").Open("p", "quiet").Text("Service ")
            .Word(Summary + "/service", document.Summary.Service)
            .Text(". Figures are of the incidents that started in the last 360 days; the list has all.").Close().Close();
        WriteTiles();
        html.Open("section", "card").Attribute("id", "periods");
        IncidentTables.WritePeriods(html, page, "chart-periods", document.Periods, "/periods", PageMarkers.On(document.Markers));
        html.Close();
        PageMarkers.WriteList(html, page, document.Markers);
        WriteCounts("severities", "Severity", "Incidents by severity", document.Severities);
        WriteCounts("causes", "Cause", "Incidents by class of cause", document.Causes);
        WriteRotations();
        WriteList();
    }

    private void WriteTiles()
    {
        IncidentServiceRow row = document.Summary;
        html.Open("section", "tiles").Attribute("aria-label", "Key figures");
        OpenTile("Incidents");
        html.Figure(Summary + "/count", Format.Count, (decimal)row.Count).Close().Open("small")
            .Figure(Summary + "/maintenance", Format.Count, (decimal)row.Maintenance).Text(" of maintenance, ")
            .Figure(Summary + "/nearMisses", Format.Count, (decimal)row.NearMisses).Text(" near misses and ")
            .Figure(Summary + "/duplicates", Format.Count, (decimal)row.Duplicates).Text(" duplicates do not count").Close().Close();
        OpenTile("Recurring");
        html.Figure(Summary + "/recurringShare", Format.PercentWhole, row.RecurringShare).Close().Open("small")
            .Figure(Summary + "/recurrences", Format.Count, (decimal)row.Recurrences)
            .Text(" with the cause of an incident of the 90 days before, or linked to one").Close().Close();
        WriteDurations("Time to detect", row.Detect, Summary + "/detect");
        WriteDurations("Time to restore", row.Restore, Summary + "/restore");
        OpenTile("Downtime");
        html.Figure(Summary + "/downtime", Format.Duration, row.Downtime).Close().Open("small")
            .Text("time in several incidents counts once; durations of ")
            .Figure(Summary + "/doubtful", Format.Count, (decimal)row.Doubtful).Text(" are not credible and left out").Close().Close();
        html.Close();
    }

    private void WriteDurations(string title, IncidentDurationRow row, string pointer)
    {
        OpenTile(title);
        html.Figure(pointer + "/median", Format.Duration, row.Median).Close().Open("small").Text("median of ")
            .Figure(pointer + "/count", Format.Count, (decimal)row.Count).Text("; p75 ")
            .Figure(pointer + "/p75", Format.Duration, row.P75).Text(", p90 ")
            .Figure(pointer + "/p90", Format.Duration, row.P90).Close().Close();
    }

    private void OpenTile(string title) => html.Open("div", "card tile").Element("h3", title).Open("span", "fig small");

    private void WriteCounts(
        [ConstantExpected] string id, string head, string label, IReadOnlyList<IncidentCountRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        html.Open("section").Attribute("id", id).Element("h2", label);
        WideTable.Open(html, label, head, ColumnHead.Number("Incidents"));
        for (int i = 0; i < rows.Count; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"/{id}/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Word(at + "/name", rows[i].Name).Close()
                .Open("td", "n").Figure(at + "/count", Format.Count, (decimal)rows[i].Count).Close().Close();
        }

        WideTable.Close(html);
        if (id == "causes" && document.MoreCauses > 0)
        {
            html.Open("p", "more").Text("and ").Figure("/moreCauses", Format.Count, (decimal)document.MoreCauses)
                .Text(" more classes of causes").Close();
        }

        html.Close();
    }

    private void WriteRotations()
    {
        if (document.Rotations.Count == 0)
        {
            return;
        }

        html.Open("section").Attribute("id", "rotations").Element("h2", "Pages by rotation");
        WideTable.Open(
            html, "Pages by rotation, the latest first", "From", "To", ColumnHead.Number("Pages"), ColumnHead.Number("Out of hours"));
        for (int i = 0; i < document.Rotations.Count; i++)
        {
            IncidentRotationRow row = document.Rotations[i];
            string at = string.Create(CultureInfo.InvariantCulture, $"/rotations/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Figure(at + "/start", row.Start, page.Zone).Close()
                .Open("td").Figure(at + "/end", row.End, page.Zone).Close()
                .Open("td", "n").Figure(at + "/pages", Format.Count, (decimal)row.Pages).Close()
                .Open("td", "n").Figure(at + "/outOfHours", Format.Count, (decimal)row.OutOfHours).Close().Close();
        }

        WideTable.Close(html);
        html.Open("p", "quiet").Word("/onCall", document.OnCall).Close().Close();
    }

    private void WriteList()
    {
        html.Open("section").Attribute("id", "items").Element("h2", "All incidents");
        if (document.Unreadable > 0)
        {
            html.Open("p", "banner").Figure("/unreadable", Format.Count, (decimal)document.Unreadable)
                .Text(" could not be read; the log of the application states the reason.").Close();
        }

        if (document.Total == 0)
        {
            html.Element("p", "None was recorded.", "quiet").Close();
            return;
        }

        IncidentTables.WriteRows(html, page, "Incidents, the latest start first", document.Items, "/items");
        RecordPager.Write(
            html,
            "Pages of the incidents",
            document.Items.Count,
            document.Total,
            document.Next is { } next ? page.Incidents(document.Summary.Service, next) : null,
            page.Incidents(document.Summary.Service));
        html.Close();
    }
}
