using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the table of deployments.</summary>
internal static class DeploymentTables
{
    private static readonly ColumnHead[] _heads =
    [
        "Version",
        "Status",
        "Service",
        "Environment",
        "Started",
        ColumnHead.Number("Took"),
        "By",
        ColumnHead.Number("Commits"),
        "Tests",
    ];

    /// <param name="html">The writer.</param>
    /// <param name="page">The page.</param>
    /// <param name="label">What the table shows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="pointer">Where they stand in the twin.</param>
    public static void WriteRows(HtmlWriter html, PageContext page, string label, IReadOnlyList<DeploymentRow> rows, string pointer)
    {
        WideTable.Open(html, label, _heads);
        for (int i = 0; i < rows.Count; i++)
        {
            WriteRow(html, page, rows[i], string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"));
        }

        WideTable.Close(html);
    }

    private static void WriteRow(HtmlWriter html, PageContext page, DeploymentRow row, string pointer)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Word(pointer + "/version", row.Version);
        if (row.RollbackOf is not null)
        {
            html.Open("small").Text("rolls back ").Word(pointer + "/rollbackOf", row.RollbackOf).Close();
        }

        if (row.Notes is not null)
        {
            html.Open("small").Word(pointer + "/notes", row.Notes).Close();
        }

        html.Close().Open("td");
        _ = row.Status switch
        {
            "Succeeded" => html.Open("span", "state good"),
            "Running" => html.Open("span", "state none"),
            _ => html.Open("span", "state bad"),
        };
        html.Open("span", "mark").Close().Word(pointer + "/status", row.Status).Close().Close()
            .Open("td").Word(pointer + "/service", row.Service).Close()
            .Open("td").Word(pointer + "/environment", row.Environment).Close()
            .Open("td", "lift").Figure(pointer + "/startedAt", row.StartedAt, page.Zone).Close()
            .Open("td", "n").Figure(pointer + "/seconds", Format.Duration, row.Seconds).Close()
            .Open("td").Word(pointer + "/by", row.By).Close()
            .Open("td", "n").Figure(pointer + "/commits", Format.Count, (decimal)row.Commits).Close().Open("td");
        if (row.Tests is { } tests)
        {
            html.Word(pointer + "/tests/result", tests.Result).Open("small").Text(" ")
                .Figure(pointer + "/tests/passed", Format.Count, (decimal)tests.Passed).Text(" passed, ")
                .Figure(pointer + "/tests/failed", Format.Count, (decimal)tests.Failed).Text(" failed, ")
                .Figure(pointer + "/tests/skipped", Format.Count, (decimal)tests.Skipped).Text(" skipped").Close();
        }
        else
        {
            html.Word(pointer + "/tests", null);
        }

        html.Close().Close();
    }
}
