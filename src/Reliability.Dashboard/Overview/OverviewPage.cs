using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>The overview: what a reader sees of a snapshot, as a page and as its twin.</summary>
internal sealed class OverviewPage
{
    private readonly Snapshot _snapshot;
    private readonly SectionPart[] _parts;

    private OverviewPage(Snapshot snapshot, SectionPart[] parts) => (_snapshot, _parts) = (snapshot, parts);

    public static OverviewPage Of(Snapshot snapshot, Viewer viewer, OverviewQuery query)
    {
        SectionPart[] parts = [.. snapshot.Parts.Select(part => part.For(viewer, query)).OfType<SectionPart>()];

        // Attention is about everything that the reader may see, not about one page of a list.
        var everything = new OverviewQuery { Service = query.Service };
        SectionPart[] whole = [.. snapshot.Parts.Select(part => part.For(viewer, everything)).OfType<SectionPart>()];
        int first = parts.Length > 0 && parts[0] is ServicesPart ? 1 : 0;
        return new OverviewPage(
            snapshot, parts.Length == 0 ? [] : [.. parts[..first], AttentionPart.Of(whole), .. parts[first..]]);
    }

    public void WriteJson(Utf8JsonWriter json, PageFrame frame)
    {
        json.WriteStartObject();
        frame.WriteJson(json, _snapshot.AsOf, _snapshot.Problem, _snapshot.AgeSeconds);
        foreach (SectionPart part in _parts)
        {
            json.WritePropertyName(part.Name);
            part.WriteJson(json);
        }

        json.WriteEndObject();
    }

    public void WriteHtml(HtmlWriter html, PageContext page)
    {
        if (_parts.Length == 0)
        {
            WriteEmpty(html);
        }

        foreach (SectionPart part in _parts)
        {
            if (part is not FaultPart fault)
            {
                part.WriteHtml(html, page);
                continue;
            }

            // What several sections lack for the same reason is said once.
            FaultPart[] same = [.. _parts.OfType<FaultPart>().Where(one => one.Problem == fault.Problem)];
            if (same[0] == fault)
            {
                FaultPart.WriteHtml(html, same);
            }
        }
    }

    private static void WriteEmpty(HtmlWriter html) => html
        .Open("section", "card empty").Element("h2", "No objective yet")
        .Element("p", "Declare what your users need, and this page shows whether they get it:")
        .Open("pre").Element(
            "code", "builder.Services.AddReliability(r => r.AddSlo(\"checkout\", slo => slo.Availability(99.9m)));").Close()
        .Close();
}
