using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the page about the improvement of a service: what is due first, then durations, metrics and their records.</summary>
internal sealed class ImprovementPage(HtmlWriter html, PageContext page, ImprovementDocument document)
{
    private const string Actions = "/actions";

    private const string Required = "/required";

    public void Write()
    {
        WriteHead();
        WriteTiles();
        WriteRequired();
        WriteActions();
        WritePostmortems();
        new ImprovementMetricsWriter(html, page, document).Write();
    }

    private void WriteHead()
    {
        html.Open("section", "head").Element("h1", "Improvement").Open("p", "quiet").Text("Service ").Open("a")
            .Link("href", page.Incidents(document.Service)).Source("/service", Format.Word).Text(document.Service).Close()
            .Text(". Metrics are from ").Figure("/from", document.From, page.Zone).Text(" to ")
            .Figure("/to", document.To, page.Zone).Text("; deployments are those to ").Word("/environment", document.Environment)
            .Text(". Actions and postmortems are of any age.").Close();
        if (document.Recorded == 0)
        {
            html.Open("p", "banner past").Figure("/recorded", Format.Count, (decimal)document.Recorded)
                .Text(" incidents of this service are recorded. That does not mean that none happened: nothing here tells a service that ")
                .Text("does not fail from one whose failures nobody records. Record incidents with IIncidents.OpenAsync, POST incidents, ")
                .Text("an import, or let alerts open them.").Close();
        }

        if (document.Unreadable > 0)
        {
            html.Open("p", "banner").Figure("/unreadable", Format.Count, (decimal)document.Unreadable)
                .Text(" records could not be read and are in no figure; the log of the application states the reason.").Close();
        }

        html.Close();
    }

    private void WriteTiles()
    {
        ActionFigures actions = document.Actions;
        RequiredFigures required = document.Required;
        html.Open("section", "tiles").Attribute("aria-label", "Key figures");
        OpenTile("Postmortems missing", required.Overdue > 0);
        html.Figure(Required + "/missing", Format.Count, (decimal)required.Missing).Close().Open("small")
            .Figure(Required + "/overdue", Format.Count, (decimal)required.Overdue).Text(" overdue; ")
            .Figure(Required + "/final", Format.Count, (decimal)required.Final).Text(" required ones are final").Close().Close();
        OpenTile("Open actions", actions.Overdue > 0);
        html.Figure(Actions + "/open", Format.Count, (decimal)actions.Open).Close().Open("small")
            .Figure(Actions + "/overdue", Format.Count, (decimal)actions.Overdue).Text(" overdue; ")
            .Figure(Actions + "/done", Format.Count, (decimal)actions.Done).Text(" done, ")
            .Figure(Actions + "/cancelled", Format.Count, (decimal)actions.Cancelled).Text(" cancelled").Close().Close();
        for (int i = 0; i < document.Metrics.Count; i++)
        {
            MetricRow row = document.Metrics[i];
            if (row.Name is not ("time-to-restore" or "recurring-share" or "time-to-implement"))
            {
                continue;
            }

            string at = $"/metrics/{At(i)}";
            html.Open("div", "card tile").Open("h3").Source(at + "/label", Format.Word).Text(row.Label).Close()
                .Open("span", "fig small");
            ImprovementTables.WriteValue(html, row, at);
            html.Close().Open("small");
            ImprovementTables.WriteInterval(html, row, at);
            html.Text(", n ");
            ImprovementTables.WriteCount(html, row, at);
            html.Close().Close();
        }

        html.Close();
    }

    private void OpenTile(string title, bool isBad) =>
        (isBad ? html.Open("div", "card tile bad") : html.Open("div", "card tile")).Element("h3", title).Open("span", "fig small");

    private void WriteRequired()
    {
        RequiredFigures required = document.Required;
        html.Open("section").Attribute("id", "required").Element("h2", "Incidents that require a postmortem").Open("p", "quiet")
            .Text("An incident that burnt more than ").Figure(Required + "/aboveShare", Format.PercentWhole, required.AboveShare)
            .Text(" of one budget requires one, which has to be final ")
            .Figure(Required + "/dueWithin", Format.Duration, required.DueWithin).Text(" after its end.").Close();
        if (required.Items.Count > 0)
        {
            ImprovementTables.WriteRequired(
                html, page, "Incidents whose postmortem is not final", required.Items, Required + "/items");
            More(required.Items.Count, required.Missing, Required + "/missing");
        }
        else
        {
            html.Element(
                "p",
                document.Recorded == 0 ? "No incident is recorded, so that none can require one."
                : required.Final > 0 ? "All that are required are final."
                : "No recorded incident burnt so much of a budget. One can be drafted for any incident, from its page.",
                "quiet");
        }

        html.Close();
    }

    private void WriteActions()
    {
        ActionFigures actions = document.Actions;
        html.Open("section").Attribute("id", "actions").Element("h2", "Open actions");
        if (actions.Unreadable > 0)
        {
            html.Open("p", "banner").Text("The actions of ").Figure(Actions + "/unreadable", Format.Count, (decimal)actions.Unreadable)
                .Text(" postmortems could not be read and may be open.").Close();
        }

        if (actions.Open == 0)
        {
            html.Element(
                "p",
                actions.Done + actions.Cancelled > 0
                    ? "All actions that were ever filed are closed."
                    : "No action was ever filed. Draft the postmortem of an incident, and add measures with an owner and a due date.",
                "quiet").Close();
            return;
        }

        WideTable.Open(
            html,
            "Open actions by age",
            "Age",
            ColumnHead.Number("Open"),
            ColumnHead.Number("Overdue"),
            ColumnHead.Number("Without owner"),
            ColumnHead.Number("Without date"));
        for (int i = 0; i < actions.Ages.Count; i++)
        {
            ActionAgeRow row = actions.Ages[i];
            string at = $"{Actions}/ages/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Word(at + "/age", row.Age).Close()
                .Open("td", "n").Figure(at + "/count", Format.Count, (decimal)row.Count).Close()
                .Open("td", "n").Figure(at + "/overdue", Format.Count, (decimal)row.Overdue).Close()
                .Open("td", "n").Figure(at + "/unowned", Format.Count, (decimal)row.Unowned).Close()
                .Open("td", "n").Figure(at + "/undated", Format.Count, (decimal)row.Undated).Close().Close();
        }

        WideTable.Close(html);
        html.Element("h3", "Overdue ones first, then by age");
        ImprovementTables.WriteActions(html, page, "Open actions", actions.Items, Actions + "/items");
        More(actions.Items.Count, actions.Open, Actions + "/open");
        html.Close();
    }

    private void WritePostmortems()
    {
        IReadOnlyList<PostmortemRow> rows = document.Postmortems;
        html.Open("section").Attribute("id", "postmortems").Element("h2", "Postmortems");
        if (rows.Count == 0)
        {
            html.Element("p", "None was drafted. The page of an incident says how to draft its postmortem.", "quiet").Close();
            return;
        }

        WideTable.Open(
            html,
            "Postmortems, the latest draft first",
            "Postmortem",
            "Status",
            "Missing",
            "Drafted",
            "Final",
            ColumnHead.Number("Actions"),
            ColumnHead.Number("Open"));
        for (int i = 0; i < rows.Count; i++)
        {
            PostmortemRow row = rows[i];
            string at = $"/postmortems/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Postmortem(document.Service, row.Id))
                .Source(at + "/title", Format.Word).Text(row.Title).Close().Close().Open("td");
            ImprovementTables.WriteStatus(html, row.Status, at + "/status");
            html.Close().Open("td");
            ImprovementTables.WriteStated(html, row.Missing, at + "/missing", "nothing");
            html.Close().Open("td", "lift").Figure(at + "/draftedAt", row.DraftedAt, page.Zone).Close()
                .Open("td", "lift").Figure(at + "/finalAt", row.FinalAt, page.Zone).Close()
                .Open("td", "n").Figure(at + "/actions", Format.Count, (decimal)row.Actions).Close()
                .Open("td", "n").Figure(at + "/openActions", Format.Count, (decimal)row.OpenActions).Close().Close();
        }

        WideTable.Close(html);
        More(rows.Count, document.PostmortemTotal, "/postmortemTotal");
        html.Close();
    }

    private void More(int shown, int all, string pointer)
    {
        if (shown < all)
        {
            html.Open("p", "more").Text($"{At(shown)} of ").Figure(pointer, Format.Count, (decimal)all).Close();
        }
    }

    private static string At(int index) => index.ToString(CultureInfo.InvariantCulture);
}
