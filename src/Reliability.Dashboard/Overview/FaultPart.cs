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

    public override void WriteHtml(HtmlWriter html, PageContext page) => WriteHtml(html, [this]);

    /// <summary>Writes what stands in the place of sections that could not be read for the same reason.</summary>
    public static void WriteHtml(HtmlWriter html, ReadOnlySpan<FaultPart> same)
    {
        html.Open("section", "card fault").Open("h2");
        for (int i = 0; i < same.Length; i++)
        {
            string name = same[i].Name;
            html.Text(i == 0 ? string.Empty : ", ").Open("span").Attribute("id", name)
                .Text(i == 0 ? char.ToUpperInvariant(name[0]) + name[1..] : name).Close();
        }

        html.Close().Open("p").Source(PageContext.Pointer(same[0].Name, "problem"), Format.Word).Text(same[0].Problem).Close().Close();
    }
}
