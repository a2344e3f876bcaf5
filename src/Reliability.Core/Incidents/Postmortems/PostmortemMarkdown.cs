using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>Writes postmortems as Markdown, and reads them.</summary>
public static class PostmortemMarkdown
{
    /// <summary>
    /// Returns a postmortem as Markdown. The same postmortem gives the same bytes in every culture and on every platform; times are in UTC.
    /// Texts of people are escaped, so that they are neither markup nor HTML. The history is not a part of it.
    /// </summary>
    /// <param name="postmortem">The postmortem.</param>
    public static string Write(Postmortem postmortem)
    {
        ArgumentNullException.ThrowIfNull(postmortem);
        return new PostmortemMarkdownWriter(postmortem).Write();
    }

    /// <summary>
    /// Reads a postmortem that <see cref="Write"/> wrote, also if people edited it. What this class wrote is read without loss. A line that
    /// cannot be read is reported, and keeps none of the others back. Markup of people becomes text.
    /// </summary>
    /// <param name="text">The Markdown.</param>
    /// <param name="now">
    /// When actions were filed that do not say so, as those that people add; <see langword="null"/> to report them.
    /// </param>
    public static PostmortemReading Read(string text, DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PostmortemMarkdownReader(now).Read(text);
    }
}
