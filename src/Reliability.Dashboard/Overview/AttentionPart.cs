using System.Globalization;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>What needs attention: at most seven lines of all sections, the greatest loss first.</summary>
internal sealed record AttentionPart : SectionPart
{
    /// <summary>More lines than a reader keeps in mind are a list that nobody reads.</summary>
    public const int MaxLines = 7;

    public override string Name => "attention";

    public required IReadOnlyList<AttentionRow> Lines { get; init; }

    /// <summary>Gets the number of lines that are left out.</summary>
    public required int More { get; init; }

    public static AttentionPart Of(IEnumerable<SectionPart> parts)
    {
        AttentionLine[] lines =
        [
            .. parts.SelectMany(part => part.Attention).OrderByDescending(line => line.Urgency).ThenByDescending(line => line.Loss)
                .ThenBy(line => line.Text, StringComparer.Ordinal),
        ];
        return new AttentionPart
        {
            Lines =
            [
                .. lines.Take(MaxLines).Select(line => new AttentionRow
                {
                    Urgency = line.Urgency.ToString(),
                    Service = line.Service,
                    Slo = line.Slo,
                    Experiment = line.Experiment,
                    Trend = line.Trend,
                    Incident = line.Incident,
                    Improvement = line.Improvement,
                    Text = line.Text,
                }),
            ],
            More = Math.Max(0, lines.Length - MaxLines),
        };
    }

    public override SectionPart For(Viewer viewer, OverviewQuery query) => this;

    public override void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("lines");
        JsonSerializer.Serialize(json, Lines, DashboardJson.Default.IReadOnlyListAttentionRow);
        json.WriteNumber("more", More);
        json.WriteEndObject();
    }

    public override void WriteHtml(HtmlWriter html, PageContext page)
    {
        html.Open("section", "attention").Attribute("id", Name).Element("h2", "What needs attention");
        if (Lines.Count == 0)
        {
            html.Element("p", "Nothing does.", "quiet").Close();
            return;
        }

        html.Open("ol");
        for (int i = 0; i < Lines.Count; i++)
        {
            Write(html, page, Lines[i], string.Create(CultureInfo.InvariantCulture, $"/attention/lines/{i}"));
        }

        html.Close();
        if (More > 0)
        {
            html.Open("p", "more").Text("and ").Figure("/attention/more", Format.Count, More).Text(" more").Close();
        }

        html.Close();
    }

    private static void Write(HtmlWriter html, PageContext page, AttentionRow line, string pointer)
    {
        _ = line.Urgency switch
        {
            "Now" => html.Open("li", "bad"),
            "Soon" => html.Open("li", "warn"),
            _ => html.Open("li", "none"),
        };
        html.Open("span", "mark").Close()
            .Open("b").Source(pointer + "/urgency", Format.Word).Text(line.Urgency).Close().Text(" ");
        if (line.Slo is { } slo)
        {
            html.Open("a").Link("href", page.Objective(slo)).Source(pointer + "/text", Format.Word).Text(line.Text).Close();
        }
        else if (line.Experiment is { } experiment)
        {
            html.Open("a").Link("href", page.Experiment(experiment)).Source(pointer + "/text", Format.Word).Text(line.Text)
                .Close();
        }
        else if (line.Trend is { } trend)
        {
            html.Open("a").Link("href", page.Trend(trend)).Source(pointer + "/text", Format.Word).Text(line.Text).Close();
        }
        else if (line.Incident is { } incident)
        {
            html.Open("a").Link("href", page.Incident(line.Service, incident)).Source(pointer + "/text", Format.Word)
                .Text(line.Text).Close();
        }
        else if (line.Improvement is { } service)
        {
            html.Open("a").Link("href", page.Improvement(service)).Source(pointer + "/text", Format.Word).Text(line.Text).Close();
        }
        else
        {
            html.Word(pointer + "/text", line.Text);
        }

        html.Close();
    }
}
