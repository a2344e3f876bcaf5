using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the tables about improvement that the overview and the page share.</summary>
internal static class ImprovementTables
{
    private static readonly ColumnHead[] _actionHeads =
        ["Action", "Due", "Owner", "Type", ColumnHead.Number("Age in days"), "Postmortem"];

    private static readonly ColumnHead[] _requiredHeads =
        ["Incident", "Postmortem", "Due", ColumnHead.Number("Budget burnt"), "What to do"];

    /// <summary>Writes open actions.</summary>
    /// <param name="html">The writer.</param>
    /// <param name="page">The page.</param>
    /// <param name="label">What the table shows.</param>
    /// <param name="rows">The actions.</param>
    /// <param name="pointer">Where they stand in the twin.</param>
    public static void WriteActions(HtmlWriter html, PageContext page, string label, IReadOnlyList<ActionRow> rows, string pointer)
    {
        WideTable.Open(html, label, _actionHeads);
        for (int i = 0; i < rows.Count; i++)
        {
            ActionRow row = rows[i];
            string at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Word(at + "/title", row.Title);
            if (row.DebtItem is not null)
            {
                html.Open("small").Text("removes the debt item ").Word(at + "/debtItem", row.DebtItem).Close();
            }

            html.Close().Open("td");
            WriteState(html, row.IsOverdue, row.Due, at + "/due");
            if (row.DueOn is { } due)
            {
                html.Text(" ").Figure(at + "/dueOn", Format.Day, Show.Day(due));
            }

            html.Close().Open("td");
            WriteStated(html, row.Owner, at + "/owner", "nobody");
            html.Close().Open("td").Word(at + "/kind", row.Kind).Close()
                .Open("td", "n").Figure(at + "/ageDays", Format.Count, (decimal)row.AgeDays).Close()
                .Open("td").Open("a").Link("href", page.Postmortem(row.Service, row.Incident)).Source(at + "/postmortem", Format.Word)
                .Text(row.Postmortem).Close().Close().Close();
        }

        WideTable.Close(html);
    }

    /// <summary>Writes incidents whose postmortem is required and not final.</summary>
    public static void WriteRequired(HtmlWriter html, PageContext page, string label, IReadOnlyList<RequiredRow> rows, string pointer)
    {
        WideTable.Open(html, label, _requiredHeads);
        for (int i = 0; i < rows.Count; i++)
        {
            RequiredRow row = rows[i];
            string at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Incident(row.Service, row.Id))
                .Source(at + "/title", Format.Word).Text(row.Title).Close().Close().Open("td");
            WriteStatus(html, row.Status, at + "/status");
            html.Close().Open("td");
            if (row.DueAt is { } due)
            {
                (row.IsOverdue ? html.Open("span", "state bad").Open("span", "mark").Close() : html.Open("span"))
                    .Text(row.IsOverdue ? "overdue since " : string.Empty).Figure(at + "/dueAt", due, page.Zone).Close();
            }
            else
            {
                html.Text("when the incident has ended");
            }

            html.Close().Open("td", "n").Figure(at + "/budgetShare", Format.Percent, row.BudgetShare).Close()
                .Open("td").Open("a").Link("href", page.Postmortem(row.Service, row.Id))
                .Text(row.Status == PostmortemWording.NotWritten ? "How to draft it" : "What is missing").Close().Close().Close();
        }

        WideTable.Close(html);
    }

    /// <summary>Writes the status of a postmortem with its mark.</summary>
    public static void WriteStatus(HtmlWriter html, string status, string pointer)
    {
        _ = status switch
        {
            "Final" => html.Open("span", "state good"),
            PostmortemWording.NotWritten => html.Open("span", "state bad"),
            _ => html.Open("span", "state warn"),
        };
        html.Open("span", "mark").Close().Word(pointer, status).Close();
    }

    /// <summary>Writes when something is due, with a mark if that is over.</summary>
    public static void WriteState(HtmlWriter html, bool isOverdue, string due, string pointer)
    {
        if (isOverdue)
        {
            html.Open("span", "state bad").Open("span", "mark").Close().Word(pointer, due).Close();
        }
        else
        {
            html.Word(pointer, due);
        }
    }

    /// <summary>Writes a word, or what stands for one that nobody stated.</summary>
    public static void WriteStated(HtmlWriter html, string? text, string pointer, string unstated)
    {
        if (text is null)
        {
            html.Element("span", unstated, "quiet");
        }
        else
        {
            html.Word(pointer, text);
        }
    }

    /// <summary>Writes the figure of a metric; <c>n/a</c> with the reason if there is none.</summary>
    public static void WriteValue(HtmlWriter html, MetricRow row, string pointer)
    {
        html.Figure(pointer + "/value", MetricRows.FormatOf(row), row.Value);
        if (row.Value is not null && row.Unit is "per day" or "per 30 days")
        {
            html.Text(" ").Word(pointer + "/unit", row.Unit);
        }
    }

    /// <summary>Writes the interval of the figure of a metric, or why there is none.</summary>
    public static void WriteInterval(HtmlWriter html, MetricRow row, string pointer)
    {
        Format format = MetricRows.FormatOf(row);
        if (row is { Low: not null, High: not null })
        {
            html.Figure(pointer + "/low", format, row.Low).Text(" to ").Figure(pointer + "/high", format, row.High);
        }
        else if (row.Because is not null)
        {
            html.Word(pointer + "/because", row.Because);
        }
        else
        {
            html.Text("needs 6 values");
        }
    }

    /// <summary>Writes how many records a figure is of.</summary>
    public static void WriteCount(HtmlWriter html, MetricRow row, string pointer)
    {
        if (row.Matching is { } matching)
        {
            html.Figure(pointer + "/matching", Format.Count, (decimal)matching).Text(" of ");
        }

        html.Figure(pointer + "/count", Format.Count, (decimal)row.Count);
    }
}
