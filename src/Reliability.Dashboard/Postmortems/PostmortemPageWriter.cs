using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the page of a postmortem: how far it is, what is missing, and every part of the template in its order.</summary>
internal sealed class PostmortemPageWriter(HtmlWriter html, PageContext page, PostmortemDocument document)
{
    private const string Body = "/body";

    public void Write()
    {
        WriteHead();
        if (document.Body is not { } body)
        {
            WriteUnwritten();
            return;
        }

        WriteCompleteness();
        WriteText("summary", "Summary", body.Summary);
        WriteTimeline(body);
        WriteCause(body);
        WriteImpact(body);
        WriteText("remediation", "Immediate remediation", body.Remediation);
        WriteActions(body);
        WriteLessons(body);
        WriteEvidence(body);
        WriteChanges();
    }

    private void WriteHead()
    {
        html.Open("section", "head").Open("h1").Text("Postmortem: ").Word("/name", document.Name).Close().Open("p");
        ImprovementTables.WriteStatus(html, document.Status, "/status");
        html.Text(". Of the ").Open("a").Link("href", page.Incident(document.Service, document.Incident)).Text("incident ")
            .Word("/incident", document.Incident).Close().Text(" of the service ").Open("a")
            .Link("href", page.Improvement(document.Service)).Source("/service", Format.Word).Text(document.Service).Close().Text(".");
        if (document.Body is { } body)
        {
            html.Text(" Drafted at ").Figure(Body + "/draftedAt", body.DraftedAt, page.Zone);
            if (body.FinalAt is { } final)
            {
                html.Text(", final at ").Figure(Body + "/finalAt", final, page.Zone);
            }

            html.Text(".");
        }

        html.Close();
        if (document.Notice is not null)
        {
            html.Open("p", "banner").Word("/notice", document.Notice).Close();
        }

        if (document.Required is { } required)
        {
            (required.IsOverdue ? html.Open("p", "banner") : html.Open("p", "quiet")).Text("It is required: the incident burnt ")
                .Figure("/required/budgetShare", Format.Percent, required.BudgetShare).Text(" of a budget. ");
            if (required.DueAt is { } due)
            {
                html.Text(required.IsOverdue ? "It had to be final at " : "It has to be final at ")
                    .Figure("/required/dueAt", due, page.Zone).Text(".");
            }
            else
            {
                html.Text("It is due when the incident has ended.");
            }

            html.Close();
        }

        html.Close();
    }

    private void WriteUnwritten()
    {
        html.Open("section", "card empty").Attribute("id", "unwritten").Element("h2", "No postmortem yet")
            .Element("p", "A draft has the timeline, the duration, the objectives and the burnt budget of the incident:")
            .Open("pre").Element("code", "await postmortems.DraftAsync(service, incidentId, change);").Close()
            .Element("p", "Over HTTP, it is POST postmortems/{service}/{incident}/draft, behind the write policy.")
            .Element("p", "People add the cause, the impact, what was learnt, and measures with an owner and a due date.").Close();
    }

    private void WriteCompleteness()
    {
        html.Open("section").Attribute("id", "completeness").Element("h2", "Completeness");
        if (document.Missing.Count == 0)
        {
            html.Element(
                "p",
                document.CanFinalize ? "Nothing is missing. It can become final."
                : document.Status == "Draft" ? "Nothing is missing. It becomes final after a review."
                : "Nothing is missing.",
                "quiet");
        }
        else
        {
            html.Open("ul");
            for (int i = 0; i < document.Missing.Count; i++)
            {
                string at = $"/missing/{At(i)}";
                html.Open("li", "warn").Open("span", "mark").Close().Open("b").Word(at + "/part", document.Missing[i].Part).Close()
                    .Text(": ").Word(at + "/text", document.Missing[i].Text).Close();
            }

            html.Close();
        }

        if (document.Findings.Count > 0)
        {
            html.Element("h3", "Words to reconsider");
            WideTable.Open(html, "Words to reconsider", "Where", "Text", "Suggestion");
            for (int i = 0; i < document.Findings.Count; i++)
            {
                string at = $"/findings/{At(i)}";
                html.Open("tr").Open("th").Attribute("scope", "row").Word(at + "/field", document.Findings[i].Field).Close()
                    .Open("td").Word(at + "/text", document.Findings[i].Text).Close()
                    .Open("td", "reason").Word(at + "/suggestion", document.Findings[i].Suggestion).Close().Close();
            }

            WideTable.Close(html);
        }

        html.Close();
    }

    private void WriteTimeline(PostmortemBody body)
    {
        html.Open("section").Attribute("id", "timeline").Element("h2", "Timeline");
        if (body.Timeline.Count == 0)
        {
            html.Element("p", "Not stated.", "quiet").Close();
            return;
        }

        WideTable.Open(html, "Timeline", "At", "What", "Time", "Description");
        for (int i = 0; i < body.Timeline.Count; i++)
        {
            PostmortemEventRow row = body.Timeline[i];
            string at = $"{Body}/timeline/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Figure(at + "/at", row.At, page.Zone).Close()
                .Open("td").Word(at + "/kind", row.Kind).Close()
                .Open("td").Word(at + "/known", row.Known).Close().Open("td", "reason");
            if (row.Text is not null)
            {
                html.Word(at + "/text", row.Text);
            }

            html.Close().Close();
        }

        WideTable.Close(html);
        html.Close();
    }

    private void WriteCause(PostmortemBody body)
    {
        html.Open("section").Attribute("id", "cause").Element("h2", "Root cause analysis");
        WriteParagraphs(body.Analysis, Body + "/analysis");
        WriteList("Contributing factors", body.Factors, Body + "/factors");
        html.Close();
    }

    private void WriteImpact(PostmortemBody body)
    {
        html.Open("section").Attribute("id", "impact").Element("h2", "Impact").Open("h3").Text("Duration").Close().Open("p")
            .Figure(Body + "/duration", Format.Duration, body.Duration).Close().Element("h3", "Users");
        WriteParagraphs(body.Users, Body + "/users");
        html.Element("h3", "Business");
        WriteParagraphs(body.Business, Body + "/business");
        html.Element("h3", "Objectives violated");
        if (body.Objectives.Count == 0)
        {
            html.Element("p", "None is stated.", "quiet").Close();
            return;
        }

        WideTable.Open(html, "Objectives violated", "Objective", ColumnHead.Number("Share of the budget"), "Share is");
        for (int i = 0; i < body.Objectives.Count; i++)
        {
            PostmortemObjectiveRow row = body.Objectives[i];
            string at = $"{Body}/objectives/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row");
            if (row.IsDeclared)
            {
                html.Open("a").Link("href", page.Objective(row.Slo)).Source(at + "/slo", Format.Word).Text(row.Slo).Close();
            }
            else
            {
                html.Word(at + "/slo", row.Slo);
            }

            html.Close().Open("td", "n").Figure(at + "/budgetShare", Format.Percent, row.BudgetShare).Close()
                .Open("td").Word(at + "/known", row.Known).Close().Close();
        }

        WideTable.Close(html);
        html.Close();
    }

    private void WriteActions(PostmortemBody body)
    {
        html.Open("section").Attribute("id", "actions").Element("h2", "Prevention measures");
        if (body.NoActions.Count > 0)
        {
            html.Element("p", "Nothing follows, because:", "quiet");
            WriteParagraphs(body.NoActions, Body + "/noActions");
        }

        if (body.Actions.Count == 0)
        {
            if (body.NoActions.Count == 0)
            {
                html.Element("p", "None yet. Add measures with an owner and a due date, or write why nothing follows.", "quiet");
            }

            html.Close();
            return;
        }

        WideTable.Open(html, "Prevention measures", "Action", "Status", "Owner", "Due", "Type", "Filed", "Closed");
        for (int i = 0; i < body.Actions.Count; i++)
        {
            WriteAction(body.Actions[i], $"{Body}/actions/{At(i)}");
        }

        WideTable.Close(html);
        html.Close();
    }

    private void WriteAction(PostmortemActionRow row, string at)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Word(at + "/title", row.Title);
        if (row.DebtItem is not null)
        {
            html.Open("small").Text("removes the debt item ").Word(at + "/debtItem", row.DebtItem).Close();
        }

        html.Close().Open("td");
        _ = row.Status switch
        {
            PostmortemWording.Overdue => html.Open("span", "state bad"),
            "Done" => html.Open("span", "state good"),
            "Open" => html.Open("span", "state warn"),
            _ => html.Open("span", "state none"),
        };
        html.Open("span", "mark").Close().Word(at + "/status", row.Status).Close().Close().Open("td");
        ImprovementTables.WriteStated(html, row.Owner, at + "/owner", "nobody");
        html.Close().Open("td");
        if (row.DueOn is { } due)
        {
            html.Figure(at + "/dueOn", Format.Day, Show.Day(due));
        }
        else
        {
            html.Element("span", "no date", "quiet");
        }

        html.Close().Open("td").Word(at + "/kind", row.Kind).Close()
            .Open("td", "lift").Figure(at + "/filedAt", row.FiledAt, page.Zone).Close()
            .Open("td", "lift").Figure(at + "/closedAt", row.ClosedAt, page.Zone).Close().Close();
    }

    private void WriteLessons(PostmortemBody body)
    {
        html.Open("section").Attribute("id", "lessons").Element("h2", "Lessons learned");
        WriteList("What went well", body.WentWell, Body + "/wentWell");
        WriteList("What went badly", body.WentBadly, Body + "/wentBadly");
        WriteList("Where we were lucky", body.WasLucky, Body + "/wasLucky");
        html.Close();
    }

    private void WriteEvidence(PostmortemBody body)
    {
        html.Open("section").Attribute("id", "evidence").Element("h2", "Supporting data");
        if (body.Evidence.Count == 0)
        {
            html.Element("p", "Not stated.", "quiet").Close();
            return;
        }

        html.Open("ul", "bullets");
        for (int i = 0; i < body.Evidence.Count; i++)
        {
            string at = $"{Body}/evidence/{At(i)}";
            html.Open("li").Word(at + "/name", body.Evidence[i].Name);
            if (body.Evidence[i].Address is { } address)
            {
                html.Text(": ").Word(at + "/address", address);
            }

            html.Close();
        }

        html.Close().Close();
    }

    private void WriteChanges()
    {
        html.Open("section").Attribute("id", "changes").Element("h2", "Changes of this postmortem");
        WideTable.Open(html, "Changes, the latest first", "At", "By", "What");
        for (int i = 0; i < document.Changes.Count; i++)
        {
            IncidentNoteRow row = document.Changes[i];
            string at = $"/changes/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Figure(at + "/at", row.At, page.Zone).Close()
                .Open("td").Word(at + "/by", row.By).Close()
                .Open("td", "reason").Word(at + "/kind", row.Kind).Text(": ").Word(at + "/text", row.Text).Close().Close();
        }

        WideTable.Close(html);
        if (document.EarlierChanges > 0)
        {
            html.Open("p", "more").Text("and ").Figure("/earlierChanges", Format.Count, (decimal)document.EarlierChanges)
                .Text(" earlier").Close();
        }

        html.Close();
    }

    private void WriteText([ConstantExpected] string id, string title, IReadOnlyList<string> paragraphs)
    {
        html.Open("section").Attribute("id", id).Element("h2", title);
        WriteParagraphs(paragraphs, $"{Body}/{id}");
        html.Close();
    }

    private void WriteParagraphs(IReadOnlyList<string> paragraphs, string pointer)
    {
        if (paragraphs.Count == 0)
        {
            html.Element("p", "Not stated.", "quiet");
        }

        for (int i = 0; i < paragraphs.Count; i++)
        {
            html.Open("p").Word($"{pointer}/{At(i)}", paragraphs[i]).Close();
        }
    }

    private void WriteList(string title, IReadOnlyList<string> items, string pointer)
    {
        html.Element("h3", title);
        if (items.Count == 0)
        {
            html.Element("p", "Not stated.", "quiet");
            return;
        }

        html.Open("ul", "bullets");
        for (int i = 0; i < items.Count; i++)
        {
            html.Open("li").Word($"{pointer}/{At(i)}", items[i]).Close();
        }

        html.Close();
    }

    private static string At(int index) => index.ToString(CultureInfo.InvariantCulture);
}
