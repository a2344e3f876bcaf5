using System.Globalization;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>The gates of all services, the strictest first.</summary>
internal sealed record ServicesPart : SectionPart
{
    public const string SectionName = "services";

    public override string Name => SectionName;

    public required IReadOnlyList<ServiceRow> Services { get; init; }

    public override IEnumerable<AttentionLine> Attention => Services
        .Where(service => service.Verdict == "Block")
        .Select(service => new AttentionLine
        {
            Urgency = Urgency.Now,
            Loss = 1,
            Service = service.Name,
            Slo = service.Reasons[0].Slo,
            Text = $"Releases of {service.Name} are blocked. {service.Reasons[0].Message}",
        });

    public override SectionPart? For(Viewer viewer, OverviewQuery query)
    {
        ServiceRow[] seen = [.. Services.Where(one => viewer.MaySee(one.Name) && (query.Service ?? one.Name) == one.Name)];
        return seen.Length == 0 ? null : this with { Services = seen };
    }

    public override void WriteJson(Utf8JsonWriter json) =>
        JsonSerializer.Serialize(json, Services, DashboardJson.Default.IReadOnlyListServiceRow);

    public override void WriteHtml(HtmlWriter html, PageContext page)
    {
        html.Open("section", "gates").Attribute("id", Name).Element("h2", "May we release?").Open("ul", "cards");
        for (int i = 0; i < Services.Count; i++)
        {
            Write(html, page, Services[i], PageContext.Pointer(Name, i.ToString(CultureInfo.InvariantCulture)));
        }

        html.Close().Close();
    }

    private static void Write(HtmlWriter html, PageContext page, ServiceRow service, string pointer)
    {
        _ = service.Verdict switch
        {
            "Allow" => html.Open("li", "card gate good"),
            "Warn" => html.Open("li", "card gate warn"),
            _ => html.Open("li", "card gate bad"),
        };
        html.Open("h3").Open("a").Link("href", page.Then(page.Root.Query("service", service.Name)))
            .Source(pointer + "/name", Format.Word).Text(service.Name).Close().Close();
        html.Open("p", "verdict").Open("span", "mark").Close()
            .Word(pointer + "/verdict", service.Verdict)
            .Element("small", service.Verdict switch
            {
                "Allow" => "It may be released.",
                "Warn" => "It may be released, with care.",
                _ => "It must not be released.",
            }).Close();
        if (service.Override is { } one)
        {
            html.Open("p", "why").Text("Overridden by ").Word(pointer + "/override/by", one.By).Text(" until ")
                .Figure(pointer + "/override/expiresAt", one.ExpiresAt, page.Zone).Text(": ")
                .Word(pointer + "/override/reason", one.Reason).Close();
        }

        WriteReasons(html, page, service, pointer);
        if (page.Viewer.MayChange(service.Name))
        {
            WriteChanges(html, page, service);
        }

        html.Close();
    }

    private static void WriteReasons(HtmlWriter html, PageContext page, ServiceRow service, string pointer)
    {
        if (service.Reasons.Count == 0)
        {
            html.Open("p", "why").Text("No reason against a release in ")
                .Figure(pointer + "/objectives", Format.Count, service.Objectives)
                .Text(service.Objectives == 1 ? " objective." : " objectives.").Close();
            return;
        }

        WriteReason(html, page, service.Reasons[0], pointer + "/reasons/0");
        if (service.Reasons.Count == 1)
        {
            return;
        }

        html.Open("details").Element(
            "summary", string.Create(CultureInfo.InvariantCulture, $"{service.Reasons.Count - 1} more")).Open("ul");
        for (int i = 1; i < service.Reasons.Count; i++)
        {
            html.Open("li");
            WriteReason(html, page, service.Reasons[i], string.Create(CultureInfo.InvariantCulture, $"{pointer}/reasons/{i}"));
            html.Close();
        }

        html.Close().Close();
    }

    private static void WriteReason(HtmlWriter html, PageContext page, ReasonRow reason, string pointer)
    {
        html.Open("p", "why");
        if (reason.Slo is { } slo)
        {
            html.Open("a").Link("href", page.Objective(slo)).Source(pointer + "/slo", Format.Word).Text(slo).Close().Text(": ");
        }

        html.Word(pointer + "/message", reason.Message).Close();
    }

    private static void WriteChanges(HtmlWriter html, PageContext page, ServiceRow service)
    {
        if (service.Override is { } one)
        {
            ChangeButtons.Open(html, "service", service.Name);
            ChangeButtons.Hidden(html, "id", one.Id);
            ChangeButtons.Open(html, page, "revoke").Attribute("data-service", service.Name).Attribute("data-id", one.Id)
                .Text("Revoke the override").Close().Close();
        }
        else if (service.Verdict == "Block")
        {
            ChangeButtons.Open(html, "service", service.Name);
            ChangeButtons.Open(html, page, "override").Attribute("data-service", service.Name).Text("Override").Close().Close();
        }
    }
}
