using System.Globalization;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>The trends of all metrics, those that degrade first.</summary>
internal sealed record TrendsPart : SectionPart
{
    public const string SectionName = "trends";

    /// <summary>The number of days that a trend is about.</summary>
    public const int Days = 90;

    private static readonly ColumnHead[] _heads = ["Trend", "Metric", "Service", "Figure", "Last day", "Change", "Last shift", "90 days"];

    public override string Name => SectionName;

    public override bool IsKept => WasComputedBefore;

    /// <summary>Gets a value indicating whether an earlier read computed the trends.</summary>
    public bool WasComputedBefore { get; init; }

    /// <summary>Gets the time at which the trends were computed.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    public required IReadOnlyList<TrendRow> Trends { get; init; }

    /// <summary>Gets the groups of shifts of the last 30 days, the latest first.</summary>
    public IReadOnlyList<ShiftGroupRow> Groups { get; init; } = [];

    /// <summary>Gets the number of the page that a reader asked for.</summary>
    public int Page { get; init; } = 1;

    public override IEnumerable<AttentionLine> Attention => Trends
        .Where(row => row.Verdict == "Degrading")
        .Select(row => new AttentionLine
        {
            Urgency = Urgency.Soon,
            Service = row.Service,
            Trend = row.Metric,
            Text =
                $"The metric {row.Metric} is degrading: {row.Summary[(row.Summary.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()}",
        });

    private TrendsList List
    {
        get
        {
            int pages = Math.Max(1, (Trends.Count + OverviewQuery.PageSize - 1) / OverviewQuery.PageSize);
            int page = Math.Min(Page, pages);
            return new TrendsList
            {
                ComputedAt = ComputedAt,
                Total = Trends.Count,
                Page = page,
                Pages = pages,
                Items = [.. Sort(Trends).Skip((page - 1) * OverviewQuery.PageSize).Take(OverviewQuery.PageSize)],
                Groups = [.. Groups.Take(ShiftGroups.MaxRows)],
                MoreGroups = Math.Max(0, Groups.Count - ShiftGroups.MaxRows),
            };
        }
    }

    public override SectionPart? For(Viewer viewer, OverviewQuery query)
    {
        TrendRow[] seen = [.. Trends.Where(one => IsAsked(one.Service))];
        return seen.Length == 0
            ? null
            : this with { Trends = seen, Groups = [.. Groups.Where(one => IsAsked(one.Service))], Page = query.Trends };

        bool IsAsked(string service) => viewer.MaySee(service) && (query.Service ?? service) == service;
    }

    public override void WriteJson(Utf8JsonWriter json) => JsonSerializer.Serialize(json, List, DashboardJson.Default.TrendsList);

    public override void WriteHtml(HtmlWriter html, PageContext page)
    {
        TrendsList list = List;
        html.Open("section").Attribute("id", Name).Element("h2", "Trends").Open("p", "quiet")
            .Text("The days before today, up to 90. Computed at ").Figure("/trends/computedAt", list.ComputedAt, page.Zone)
            .Text(", and again after an hour.").Close();
        WideTable.Open(html, "Table of trends", _heads);
        for (int i = 0; i < list.Items.Count; i++)
        {
            WriteRow(html, page, list.Items[i], string.Create(CultureInfo.InvariantCulture, $"/trends/items/{i}"));
        }

        WideTable.Close(html);
        if (list.Items.Count < list.Total)
        {
            html.Open("p", "more").Text(string.Create(CultureInfo.InvariantCulture, $"{list.Items.Count} of "))
                .Figure("/trends/total", Format.Count, (decimal)list.Total).Close();
        }

        Pager.Write(
            html,
            "Pages of the trends",
            "/" + SectionName,
            list.Page,
            list.Pages,
            number => page.With(page.Query with { Trends = number }));
        ShiftGroups.Write(html, page, list);
        html.Close();
    }

    /// <summary>
    /// Those that degrade first, and among equals those with the greatest change. A change that has no ratio, such as one from zero, is
    /// greater than any other.
    /// </summary>
    private static IEnumerable<TrendRow> Sort(IEnumerable<TrendRow> rows) => rows
        .OrderBy(row => IndexOf(row.Verdict))
        .ThenByDescending(row => row.LastShift is { Verdict: "Degrading", Kind: not "Transient" })
        .ThenByDescending(row => row.Change is { } change ? Math.Abs(change) : double.PositiveInfinity)
        .ThenBy(row => row.Metric, StringComparer.Ordinal);

    private static int IndexOf(string verdict)
    {
        int index = 0;
        while (index < TrendMark.WorstFirst.Count && TrendMark.WorstFirst[index] != verdict)
        {
            index++;
        }

        return index;
    }

    private static void WriteRow(HtmlWriter html, PageContext page, TrendRow row, string pointer)
    {
        var unit = TrendUnit.Of(row.Figure, row.Unit);
        html.Open("tr").Open("td");
        TrendMark.Write(html, row.Verdict, pointer + "/verdict");
        html.Close().Open("th").Attribute("scope", "row").Open("a").Link("href", page.Trend(row.Metric))
            .Source(pointer + "/metric", Format.Word).Text(row.Metric).Close();
        if (row.FeedProblem is not null)
        {
            html.Open("small").Word(pointer + "/feedProblem", row.FeedProblem).Close();
        }

        html.Close().Open("td").Word(pointer + "/service", row.Service).Close()
            .Open("td", "lift").Word(pointer + "/figure", row.Figure).Close().Open("td", "lift");
        unit.Write(html, pointer + "/value", row.Value);
        html.Close().Open("td", "lift").Figure(pointer + "/change", Format.Lift, row.Change);
        if (row is { Low: not null, High: not null })
        {
            html.Open("small").Figure(pointer + "/low", Format.Lift, row.Low).Text(" to ")
                .Figure(pointer + "/high", Format.Lift, row.High).Close();
        }

        html.Close().Open("td", "shift");
        if (row.LastShift is { } shift)
        {
            WriteShift(html, page, unit, shift, pointer + "/lastShift");
        }

        html.Close().Open("td");
        TrendSparkline.Write(html, row);
        html.Close().Close();
    }

    private static void WriteShift(HtmlWriter html, PageContext page, TrendUnit unit, TrendShiftRow shift, string pointer)
    {
        html.Word(pointer + "/kind", shift.Kind).Text(" of ");
        unit.Write(html, pointer + "/size", shift.Size);
        html.Text(", ").Figure(pointer + "/at", shift.At, page.Zone);
        if (shift.Markers.Count > 0)
        {
            html.Open("small").Text(" at the same time as ").Word(pointer + "/markers/0/text", shift.Markers[0].Text).Close();
        }
    }
}
