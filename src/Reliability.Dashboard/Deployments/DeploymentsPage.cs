using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the page of the deployments of a service.</summary>
internal sealed class DeploymentsPage(HtmlWriter html, PageContext page, DeploymentsDocument document)
{
    public void Write()
    {
        html.Open("section", "head").Element("h1", "Deployments").Open("p", "quiet").Text("Service ")
            .Word("/service", document.Service).Text(". The latest start is first.").Close().Close();
        html.Open("section").Attribute("id", "items").Element("h2", "Deployments");
        if (document.Items.Count == 0)
        {
            html.Element("p", "None was recorded.", "quiet");
        }
        else
        {
            DeploymentTables.WriteRows(html, page, "Deployments, the latest start first", document.Items, "/items");
        }

        RecordPager.Write(
            html,
            "Pages of the deployments",
            document.Items.Count,
            total: document.Next is null && page.Query.After is null ? document.Items.Count : null,
            document.Next is { } next ? page.Deployments(document.Service, next) : null,
            page.Deployments(document.Service));
        html.Close();
        WriteBroken();
    }

    private void WriteBroken()
    {
        html.Open("section").Attribute("id", "broke").Element("h2", "What they broke");
        if (document.Broke.Count == 0)
        {
            html.Element("p", "No incident is attributed to these deployments.", "quiet");
        }
        else
        {
            WideTable.Open(
                html,
                "Incidents that are attributed to these deployments",
                "Incident",
                "Version",
                "Status",
                "Started",
                ColumnHead.Number("Budget burnt"),
                "Because");
            for (int i = 0; i < document.Broke.Count; i++)
            {
                WriteBroken(document.Broke[i], string.Create(CultureInfo.InvariantCulture, $"/broke/{i}"));
            }

            WideTable.Close(html);
            html.Element("p", "That a deployment came before does not mean that it is the cause.", "quiet");
        }

        if (document.IncidentsLeftOut > 0)
        {
            html.Open("p", "more").Figure("/incidentsLeftOut", Format.Count, (decimal)document.IncidentsLeftOut)
                .Text(" earlier incidents that are attributed to these deployments are left out").Close();
        }

        html.Close();
    }

    private void WriteBroken(BrokenRow row, string at)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Open("a")
            .Link("href", page.Incident(row.Incident.Service, row.Incident.Id))
            .Source(at + "/incident/title", Format.Word).Text(row.Incident.Title).Close().Close()
            .Open("td").Word(at + "/version", row.Version).Open("small").Text(" ").Word(at + "/deploymentId", row.DeploymentId)
            .Close().Close().Open("td");
        IncidentTables.WriteStatus(html, row.Incident.Status, at + "/incident/status");
        html.Close().Open("td", "lift").Figure(at + "/incident/startedAt", row.Incident.StartedAt, page.Zone).Close()
            .Open("td", "n").Figure(at + "/incident/budgetBurnt", Format.Percent, row.Incident.BudgetBurnt).Close()
            .Open("td").Word(at + "/because", row.Because).Close().Close();
    }
}
