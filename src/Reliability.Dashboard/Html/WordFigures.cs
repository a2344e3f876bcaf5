namespace Reliability.Dashboard.Internal;

/// <summary>Writes words of a twin into its page, as <see cref="FigureExtensions"/> writes its numbers.</summary>
internal static class WordFigures
{
    /// <summary>Writes a word or a sentence; one that does not exist is "n/a".</summary>
    /// <param name="html">The writer.</param>
    /// <param name="pointer">The JSON pointer of the text.</param>
    /// <param name="text">The text, as the twin has it.</param>
    public static HtmlWriter Word(this HtmlWriter html, string pointer, string? text) =>
        html.Open("span").Source(pointer, Format.Word).Text(text ?? Show.NotAvailable).Close();

    /// <summary>Writes where a figure stands in the twin into the element that was opened last. Its text must follow.</summary>
    /// <param name="html">The writer.</param>
    /// <param name="pointer">The JSON pointer of the figure.</param>
    /// <param name="format">How it is written. A word needs no mention.</param>
    public static HtmlWriter Source(this HtmlWriter html, string pointer, Format format)
    {
        html.Attribute("data-p", pointer);
        return format == Format.Word ? html : html.Attribute("data-f", format.ToString());
    }
}
