using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>The list of objectives.</summary>
internal sealed record ObjectivesPart : SectionPart
{
    public const string SectionName = "objectives";

    /// <summary>The states from the worst to the best.</summary>
    private static readonly string[] _worstFirst = ["Exhausted", "NoData", "AtRisk", "NoTraffic", "Healthy"];

    public override string Name => SectionName;

    /// <summary>Gets all objectives; those of one page once <see cref="For"/> has selected them.</summary>
    public required IReadOnlyList<ObjectiveRow> Objectives { get; init; }

    /// <summary>Gets the page that a reader asked for.</summary>
    public ObjectivesDocument? Document { get; init; }

    public override IEnumerable<AttentionLine> Attention => Objectives.SelectMany(AttentionOf);

    public override SectionPart? For(Viewer viewer, OverviewQuery query)
    {
        ObjectiveRow[] seen = [.. Objectives.Where(one => viewer.MaySee(one.Service))];
        ObjectiveRow[] selected =
        [
            .. Sort(
                seen.Where(one => (query.Service ?? one.Service) == one.Service
                    && (query.State ?? one.State) == one.State
                    && (query.Name is not { } part || one.Name.Contains(part, StringComparison.OrdinalIgnoreCase))),
                query.Sort),
        ];
        int pages = Math.Max(1, (selected.Length + OverviewQuery.PageSize - 1) / OverviewQuery.PageSize);
        int page = Math.Min(query.Page, pages);
        return seen.Length == 0 ? null : this with
        {
            Objectives = selected,
            Document = new ObjectivesDocument
            {
                Total = seen.Length,
                Selected = selected.Length,
                Page = page,
                Pages = pages,
                Items = [.. selected.Skip((page - 1) * OverviewQuery.PageSize).Take(OverviewQuery.PageSize)],
            },
        };
    }

    public override void WriteJson(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, Document!, DashboardJson.Default.ObjectivesDocument);

    public override void WriteHtml(HtmlWriter html, PageContext page) => ObjectivesTable.Write(html, page, Document!);

    private static IEnumerable<ObjectiveRow> Sort(IEnumerable<ObjectiveRow> rows, string sort) => sort switch
    {
        "name" => rows.OrderBy(one => one.Name, StringComparer.Ordinal),
        "service" => rows.OrderBy(one => one.Service, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal),
        "remaining" => rows.OrderBy(one => one.Remaining ?? decimal.MaxValue).ThenBy(one => one.Name, StringComparer.Ordinal),
        "burn" => rows.OrderByDescending(one => one.Burn is [{ Rate: { } rate }, ..] ? rate : -1)
            .ThenBy(one => one.Name, StringComparer.Ordinal),
        _ => rows.OrderBy(one => Array.IndexOf(_worstFirst, one.State)).ThenBy(one => one.Remaining ?? decimal.MaxValue)
            .ThenBy(one => one.Name, StringComparer.Ordinal),
    };

    private static IEnumerable<AttentionLine> AttentionOf(ObjectiveRow row)
    {
        foreach (FiringRow alert in row.Firing)
        {
            yield return Line(
                row,
                alert.Severity == "Page" ? Urgency.Now : Urgency.Soon,
                $"The alert {alert.Rule} of {row.Name} fires: {alert.Explanation}");
        }

        if (row.NeverHeard is [{ } first, ..])
        {
            yield return Line(row, Urgency.Soon, $"{row.Name} is not measured. {first}");
        }
        else if (row.State == "NoData")
        {
            yield return Line(row, Urgency.Soon, $"{row.Name} is not measured. {row.Reason}");
        }

        if (row.State == "Exhausted")
        {
            yield return Line(row, Urgency.Soon, $"The budget of {row.Name} is spent.");
        }
        else if (row.Forecast == "WillBeSpent")
        {
            yield return Line(row, Urgency.Soon, $"The budget of {row.Name} will be spent before its window ends.");
        }
    }

    private static AttentionLine Line(ObjectiveRow row, Urgency urgency, string text) =>
        new() { Urgency = urgency, Loss = 1 - (row.Remaining ?? 1), Service = row.Service, Slo = row.Name, Text = text };
}
