using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>What a section shows: one record, of which the page and its twin are written.</summary>
internal abstract record SectionPart
{
    /// <summary>Gets the name of the section: its property in the twin and its anchor in the page.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Gets a value indicating whether the part was read earlier, so that it does not show that the store can be read now.
    /// </summary>
    public virtual bool IsKept => false;

    /// <summary>Gets what the section asks its readers to attend to.</summary>
    public virtual IEnumerable<AttentionLine> Attention => [];

    /// <summary>
    /// Returns what one viewer may see, in the order and the part of the list that the viewer asked for; <see langword="null"/> if nothing.
    /// </summary>
    public abstract SectionPart? For(Viewer viewer, OverviewQuery query);

    /// <summary>Writes the value of the section in the twin.</summary>
    public abstract void WriteJson(Utf8JsonWriter json);

    /// <summary>Writes the section.</summary>
    public abstract void WriteHtml(HtmlWriter html, PageContext page);
}
