using System.Globalization;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>The list of experiments: what runs first, then what ended last.</summary>
internal sealed record ExperimentsPart : SectionPart
{
    public const string SectionName = "experiments";

    private static readonly ColumnHead[] _heads =
        ["Experiment", "State", "Day", ColumnHead.Number("Units"), "Sample ratio", "Verdict", "Primary metric", "Lift", "Guardrails"];

    private static readonly string[] _states = ["Running", "Paused", "RolledBack", "Draft", "Concluded"];

    public override string Name => SectionName;

    public required IReadOnlyList<ExperimentRow> Experiments { get; init; }

    public string? Problem { get; init; }

    /// <summary>Gets the number of the page that a reader asked for.</summary>
    public int Page { get; init; } = 1;

    public override IEnumerable<AttentionLine> Attention => Experiments.SelectMany(AttentionOf);

    private ExperimentsList List
    {
        get
        {
            int pages = Math.Max(1, (Experiments.Count + OverviewQuery.PageSize - 1) / OverviewQuery.PageSize);
            int page = Math.Min(Page, pages);
            return new ExperimentsList
            {
                Problem = Problem,
                Total = Experiments.Count,
                Page = page,
                Pages = pages,
                Items =
                [
                    .. Experiments.OrderBy(one => Array.IndexOf(_states, one.State)).ThenByDescending(one => one.StartedAt)
                        .ThenBy(one => one.Key, StringComparer.Ordinal).Skip((page - 1) * OverviewQuery.PageSize)
                        .Take(OverviewQuery.PageSize),
                ],
            };
        }
    }

    public override SectionPart? For(Viewer viewer, OverviewQuery query)
    {
        ExperimentRow[] seen = [.. Experiments.Where(one => viewer.MaySee(one.Service) && (query.Service ?? one.Service) == one.Service)];
        return seen.Length == 0 && Problem is null ? null : this with { Experiments = seen, Page = query.Experiments };
    }

    public override void WriteJson(Utf8JsonWriter json) => JsonSerializer.Serialize(json, List, DashboardJson.Default.ExperimentsList);

    public override void WriteHtml(HtmlWriter html, PageContext page)
    {
        ExperimentsList list = List;
        html.Open("section").Attribute("id", Name).Element("h2", "Experiments");
        if (Problem is not null)
        {
            html.Open("p", "banner").Word("/experiments/problem", Problem).Close();
        }

        WideTable.Open(html, "Table of experiments", _heads);
        for (int i = 0; i < list.Items.Count; i++)
        {
            WriteRow(html, page, list.Items[i], string.Create(CultureInfo.InvariantCulture, $"/experiments/items/{i}"));
        }

        WideTable.Close(html);
        if (list.Items.Count < list.Total)
        {
            html.Open("p", "more").Text(string.Create(CultureInfo.InvariantCulture, $"{list.Items.Count} of "))
                .Figure("/experiments/total", Format.Count, (decimal)list.Total).Close();
        }

        Pager.Write(
            html,
            "Pages of the experiments",
            "/" + SectionName,
            list.Page,
            list.Pages,
            number => page.With(page.Query with { Experiments = number }));
        html.Close();
    }

    private static void WriteRow(HtmlWriter html, PageContext page, ExperimentRow row, string pointer)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Experiment(row.Key))
            .Source(pointer + "/key", Format.Word).Text(row.Key).Close().Close()
            .Open("td").Word(pointer + "/state", row.State).Close().Open("td", "lift");
        if (row.Day is { } day)
        {
            html.Figure(pointer + "/day", Format.Count, (decimal)day).Text(" of at least ")
                .Figure(pointer + "/plannedDays", Format.Number, row.PlannedDays);
        }

        html.Close().Open("td", "n").Figure(pointer + "/units", Format.Count, row.Units).Close().Open("td");
        ExperimentMark.Write(html, row.SampleRatio, pointer + "/sampleRatio");
        html.Close().Open("td", "reason");
        if (row.Verdict is { } verdict)
        {
            ExperimentMark.Write(html, verdict, pointer + "/verdict");
        }

        if (row.Reason is not null)
        {
            html.Open("small").Text(" ").Word(pointer + "/reason", row.Reason).Close();
        }

        html.Close().Open("td");
        if (row.Primary is { } primary)
        {
            html.Word(pointer + "/primary/metric", primary.Metric).Close().Open("td", "lift")
                .Figure(pointer + "/primary/lift", Format.Lift, primary.Lift).Open("small").Text(" (")
                .Figure(pointer + "/primary/low", Format.Lift, primary.Low).Text(" to ")
                .Figure(pointer + "/primary/high", Format.Lift, primary.High).Text(")").Close();
        }
        else
        {
            html.Close().Open("td");
        }

        html.Close().Open("td");
        for (int i = 0; i < row.BrokenGuardrails.Count; i++)
        {
            string metric = string.Create(CultureInfo.InvariantCulture, $"{pointer}/brokenGuardrails/{i}");
            html.Open("span", "state bad").Open("span", "mark").Close()
                .Word(metric, row.BrokenGuardrails[i]).Close().Text(" ");
        }

        html.Close().Close();
    }

    private static IEnumerable<AttentionLine> AttentionOf(ExperimentRow row)
    {
        if (row.State is not ("Running" or "Paused"))
        {
            yield break;
        }

        if (row.BrokenGuardrails is [{ } metric, ..])
        {
            yield return Line(row, Urgency.Now, $"The experiment {row.Key} breaks its guardrail {metric}.");
        }

        if (row.SampleRatio == "Mismatch")
        {
            yield return Line(row, Urgency.Soon, $"The experiment {row.Key} has a sample ratio mismatch: its results are not valid.");
        }
        else if (row.Verdict is "Winner" or "Loser" or "NoDifference")
        {
            yield return Line(row, Urgency.Note, $"The experiment {row.Key} can be concluded. {row.Reason}");
        }
    }

    private static AttentionLine Line(ExperimentRow row, Urgency urgency, string text) =>
        new() { Urgency = urgency, Service = row.Service, Experiment = row.Key, Text = text };
}
