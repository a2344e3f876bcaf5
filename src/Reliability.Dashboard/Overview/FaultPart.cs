using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>Stands in the place of a section that could not be read. The others stand.</summary>
internal sealed record FaultPart(string Section, string Problem) : SectionPart
{
    public override string Name => Section;

    public override SectionPart For(Viewer viewer, OverviewQuery query) => this;

    public override void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("problem", Problem);
        json.WriteEndObject();
    }

    public override void WriteHtml(HtmlWriter html, PageContext page) => html
        .Open("section", "card fault").Attribute("id", Name)
        .Element("h2", char.ToUpperInvariant(Name[0]) + Name[1..])
        .Open("p").Source(PageContext.Pointer(Name, "problem"), Format.Word).Text(Problem).Close()
        .Close();
}
