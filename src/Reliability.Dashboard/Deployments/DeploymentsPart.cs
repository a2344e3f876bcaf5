using System.Globalization;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>The last deployments of all services.</summary>
internal sealed record DeploymentsPart : SectionPart
{
    public const string SectionName = "deployments";

    /// <summary>The number of deployments in the list; the pages of the services have all.</summary>
    public const int MaxItems = 5;

    private const string Pointer = "/" + SectionName;

    public override string Name => SectionName;

    public override bool IsKept => WasReadBefore;

    /// <summary>Gets a value indicating whether an earlier snapshot read all of it.</summary>
    public bool WasReadBefore { get; init; }

    /// <summary>Gets the last deployments of each service, the latest start first.</summary>
    public required IReadOnlyList<DeploymentRow> Deployments { get; init; }

    private DeploymentsFigures Figures => new()
    {
        Items = [.. Deployments.Take(MaxItems)],
        Services = [.. Deployments.Select(one => one.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    public override SectionPart? For(Viewer viewer, OverviewQuery query)
    {
        DeploymentRow[] seen =
            [.. Deployments.Where(one => viewer.MaySee(one.Service) && (query.Service ?? one.Service) == one.Service)];
        return seen.Length == 0 ? null : this with { Deployments = seen };
    }

    public override void WriteJson(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, Figures, DashboardJson.Default.DeploymentsFigures);

    public override void WriteHtml(HtmlWriter html, PageContext page)
    {
        DeploymentsFigures figures = Figures;
        html.Open("section").Attribute("id", Name).Element("h2", "Deployments");
        DeploymentTables.WriteRows(html, page, "The last deployments", figures.Items, Pointer + "/items");
        html.Open("p", "more").Text("All deployments, and what they broke: ");
        for (int i = 0; i < figures.Services.Count; i++)
        {
            html.Text(i == 0 ? string.Empty : ", ").Open("a").Link("href", page.Deployments(figures.Services[i]))
                .Source(string.Create(CultureInfo.InvariantCulture, $"{Pointer}/services/{i}"), Format.Word)
                .Text(figures.Services[i]).Close();
        }

        html.Close().Close();
    }
}
