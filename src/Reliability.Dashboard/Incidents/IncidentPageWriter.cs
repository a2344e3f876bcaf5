using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the page of an incident: how far it is, its milestones, what it burnt, and what happened.</summary>
internal sealed class IncidentPageWriter(HtmlWriter html, PageContext page, IncidentDocument document)
{
    private const string Row = "/incident";

    private const string RoleItems = "/roles";

    private readonly IncidentRow _row = document.Incident;

    public void Write()
    {
        WriteHead();
        WriteTiles();
        WriteMilestones();
        PageMarkers.WriteList(html, page, document.Markers);
        WriteCost();
        WritePostmortem();
        WriteRelations();
        WriteAlerts();
        WriteNotes("timeline", "Timeline", document.Timeline, document.EarlierEntries, "/earlierEntries", "There is no entry yet.");
        WriteRoles();
        WriteNotes("changes", "Changes of this record", document.Changes, document.EarlierChanges, "/earlierChanges", "None.");
    }

    private void WriteHead()
    {
        html.Open("section", "head").Open("h1").Source(Row + "/title", Format.Word).Text(_row.Title).Close().Open("p");
        IncidentTables.WriteStatus(html, _row.Status, Row + "/status");
        html.Text(". ").Word(Row + "/kind", _row.Kind).Text(" of the service ").Open("a").Link("href", page.Incidents(_row.Service))
            .Source(Row + "/service", Format.Word).Text(_row.Service).Close().Text(". Severity: ").Word(Row + "/severity", _row.Severity)
            .Text(". Cause: ").Word(Row + "/cause", _row.Cause).Text(".").Close();
        if (_row.Missing is not null)
        {
            html.Open("p", "banner").Text("It asks for: ").Word(Row + "/missing", _row.Missing).Close();
        }

        if (document.Description is not null)
        {
            html.Open("p").Word("/description", document.Description).Close();
        }

        html.Open("p").Text("Impact: ").Word("/impact", document.Impact).Close()
            .Open("p", "quiet").Text("Recorded by ").Word("/source", document.Source).Text(" at ")
            .Figure("/openedAt", document.OpenedAt, page.Zone).Text(" as ").Word(Row + "/id", _row.Id).Text(".").Close();
        if (document.Doubts.Count > 0)
        {
            html.Open("ul", "why");
            for (int i = 0; i < document.Doubts.Count; i++)
            {
                html.Open("li").Word($"/doubts/{At(i)}", document.Doubts[i]).Close();
            }

            html.Close();
        }

        html.Close();
    }

    private void WriteTiles()
    {
        html.Open("section", "tiles").Attribute("aria-label", "Key figures");
        OpenTile("Budget burnt");
        html.Figure(Row + "/budgetBurnt", Format.Percent, _row.BudgetBurnt).Close()
            .Element("small", "the largest share of one budget").Close();
        OpenTile("Requests affected");
        html.Figure(Row + "/affectedRequests", Format.Count, _row.AffectedRequests).Close()
            .Element("small", "an estimate: a request can count for several objectives").Close();
        OpenTile("Affected users for");
        html.Figure(Row + "/seconds", Format.Duration, _row.Seconds).Close().Open("small");
        if (_row.EndedAt is null)
        {
            html.Text("it has not ended; ");
        }

        html.Text("from ").Figure(Row + "/startedAt", _row.StartedAt, page.Zone).Text(" to ")
            .Figure(Row + "/endedAt", _row.EndedAt, page.Zone).Close().Close().Close();
    }

    private void OpenTile(string title) => html.Open("div", "card tile").Element("h3", title).Open("span", "fig small");

    private void WriteMilestones()
    {
        html.Open("section", "card").Attribute("id", "milestones");
        MilestoneChart.Write(
            html,
            "chart-milestones",
            document.Milestones,
            _row.StartedAt,
            _row.EndedAt,
            document.AsOf,
            page.Zone,
            PageMarkers.On(document.Markers));
        WideTable.Open(html, "Milestones", ColumnHead.Number("Number"), "Milestone", "At", ColumnHead.Number("After the start"), "Known");
        for (int i = 0; i < document.Milestones.Count; i++)
        {
            IncidentMilestoneRow one = document.Milestones[i];
            string at = $"/milestones/{At(i)}";
            html.Open("tr").Open("td", "n").Text(At(i + 1)).Close()
                .Open("th").Attribute("scope", "row").Word(at + "/name", one.Name).Close()
                .Open("td", "lift").Figure(at + "/at", one.At, page.Zone).Close()
                .Open("td", "n").Figure(at + "/sinceStart", Format.Duration, one.SinceStart).Close()
                .Open("td").Word(at + "/source", one.Source).Close().Close();
        }

        WideTable.Close(html);
        html.Close();
    }

    private void WriteCost()
    {
        html.Open("section").Attribute("id", "cost").Element("h2", "Budget burnt");
        if (document.Objectives.Count == 0)
        {
            html.Element("p", "No objective of the service lost any of its budget in this time, or nothing measured it.", "quiet").Close();
            return;
        }

        WideTable.Open(
            html,
            "Budget burnt by objective",
            "Objective",
            ColumnHead.Number("Share of the budget"),
            ColumnHead.Number("Bad units"),
            ColumnHead.Number("Bad events"),
            "Measured");
        for (int i = 0; i < document.Objectives.Count; i++)
        {
            IncidentObjectiveRow one = document.Objectives[i];
            string at = $"/objectives/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Objective(one.Slo))
                .Source(at + "/slo", Format.Word).Text(one.Slo).Close().Close()
                .Open("td", "n").Figure(at + "/budgetShare", Format.Percent, one.BudgetShare).Close()
                .Open("td", "n").Figure(at + "/bad", Format.Count, one.Bad).Close()
                .Open("td", "n").Figure(at + "/badEvents", Format.Count, one.BadEvents).Close()
                .Open("td").Word(at + "/measured", one.Measured).Close().Close();
        }

        WideTable.Close(html);
        html.Open("p", "quiet").Text("What the budgets would not have lost without the minutes of the incident. Measured at ")
            .Figure("/measuredAt", document.MeasuredAt, page.Zone).Text(".").Close().Close();
    }

    private void WritePostmortem()
    {
        html.Open("section").Attribute("id", "postmortem").Element("h2", "Postmortem").Open("p");
        ImprovementTables.WriteStatus(html, document.Postmortem, "/postmortem");
        if (document.PostmortemMissing is not null)
        {
            html.Text(". Missing: ").Word("/postmortemMissing", document.PostmortemMissing);
        }

        html.Text(". ").Open("a").Link("href", page.Postmortem(_row.Service, _row.Id))
            .Text(document.Postmortem == PostmortemWording.NotWritten ? "How to draft it" : "The postmortem of this incident").Close()
            .Close();
        if (document.Required is { } required)
        {
            (required.IsOverdue ? html.Open("p", "banner") : html.Open("p", "quiet"))
                .Text("It is required, because the incident burnt so much of a budget, and has to be final at ")
                .Figure("/required/dueAt", required.DueAt, page.Zone).Text(required.IsOverdue ? ". That is overdue." : ".").Close();
        }

        html.Close();
    }

    private void WriteRelations()
    {
        if (document is { Deployment: null, RecurrenceOf: null } && _row.DuplicateOf is null)
        {
            return;
        }

        html.Open("section").Attribute("id", "relations").Element("h2", "What it belongs to").Open("ul");
        if (document.Deployment is { } deployment)
        {
            html.Open("li").Text("Deployment ").Open("a").Link("href", page.Deployments(_row.Service))
                .Source("/deployment/version", Format.Word).Text(deployment.Version).Close().Text(" to ")
                .Word("/deployment/environment", deployment.Environment).Text(" (").Word("/deployment/id", deployment.Id)
                .Text("), started at ").Figure("/deployment/startedAt", deployment.StartedAt, page.Zone).Text(". ")
                .Word("/deployment/because", deployment.Because).Close();
        }

        if (document.RecurrenceOf is { } earlier)
        {
            html.Open("li").Text("Recurrence of ").Open("a").Link("href", page.Incident(earlier.Service, earlier.Id))
                .Source("/recurrenceOf/title", Format.Word).Text(earlier.Title).Close().Text(", started at ")
                .Figure("/recurrenceOf/startedAt", earlier.StartedAt, page.Zone).Text(". ")
                .Word("/recurrenceBecause", document.RecurrenceBecause).Close();
        }

        if (_row.DuplicateOf is { } other)
        {
            html.Open("li").Text("Another report of ").Open("a").Link("href", page.Incident(_row.Service, other))
                .Source(Row + "/duplicateOf", Format.Word).Text(other).Close().Text(": it does not count.").Close();
        }

        html.Close().Close();
    }

    private void WriteAlerts()
    {
        if (document.Alerts.Count == 0)
        {
            return;
        }

        html.Open("section").Attribute("id", "alerts").Element("h2", "Alerts");
        WideTable.Open(html, "Alerts of the incident", "Objective", "Rule", "Severity", "Fired", "Resolved");
        for (int i = 0; i < document.Alerts.Count; i++)
        {
            IncidentAlertRow one = document.Alerts[i];
            string at = $"/alerts/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Word(at + "/slo", one.Slo).Close()
                .Open("td").Word(at + "/rule", one.Rule).Close()
                .Open("td").Word(at + "/severity", one.Severity).Close()
                .Open("td", "lift").Figure(at + "/firedAt", one.FiredAt, page.Zone).Close()
                .Open("td", "lift").Figure(at + "/resolvedAt", one.ResolvedAt, page.Zone).Close().Close();
        }

        WideTable.Close(html);
        html.Close();
    }

    private void WriteNotes(
        [ConstantExpected] string id,
        string title,
        IReadOnlyList<IncidentNoteRow> rows,
        int earlier,
        string earlierPointer,
        string nothing)
    {
        html.Open("section").Attribute("id", id).Element("h2", title);
        if (rows.Count == 0)
        {
            html.Element("p", nothing, "quiet").Close();
            return;
        }

        WideTable.Open(html, title, "At", "By", "What");
        for (int i = 0; i < rows.Count; i++)
        {
            string at = $"/{id}/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Figure(at + "/at", rows[i].At, page.Zone).Close()
                .Open("td").Word(at + "/by", rows[i].By).Close().Open("td", "reason");
            if (rows[i].Kind is { } kind)
            {
                html.Word(at + "/kind", kind).Text(": ");
            }

            html.Word(at + "/text", rows[i].Text).Close().Close();
        }

        WideTable.Close(html);
        if (earlier > 0)
        {
            html.Open("p", "more").Text("and ").Figure(earlierPointer, Format.Count, (decimal)earlier).Text(" earlier").Close();
        }

        html.Close();
    }

    private void WriteRoles()
    {
        if (document.Roles.Count == 0)
        {
            return;
        }

        html.Open("section").Attribute("id", "roles").Element("h2", "Roles");
        WideTable.Open(html, "Roles", "Role", "Who");
        for (int i = 0; i < document.Roles.Count; i++)
        {
            html.Open("tr").Open("th").Attribute("scope", "row").Word($"{RoleItems}/{At(i)}/role", document.Roles[i].Role).Close()
                .Open("td").Word($"{RoleItems}/{At(i)}/name", document.Roles[i].Name).Close().Close();
        }

        WideTable.Close(html);
        html.Close();
    }

    private static string At(int index) => index.ToString(CultureInfo.InvariantCulture);
}
