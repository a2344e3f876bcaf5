namespace Reliability.Dashboard.Internal;

/// <summary>
/// Writes figures of a twin into its page. Each carries the JSON pointer of its value (RFC 6901) and its format, so that whoever doubts a
/// figure finds its source, and a test compares all of them.
/// </summary>
internal static class Figures
{
    /// <summary>Writes a number.</summary>
    public static HtmlWriter Figure(this HtmlWriter html, string pointer, Format format, decimal? value) =>
        html.Write(pointer, format, Show.Of(format, value));

    /// <summary>Writes a point in time.</summary>
    public static HtmlWriter Figure(this HtmlWriter html, string pointer, Format format, DateTimeOffset? value, TimeZoneInfo zone)
    {
        if (value is not { } at)
        {
            return html.Write(pointer, format, Show.Nothing);
        }

        return html.Open("time").Attribute("data-p", pointer).Attribute("data-f", Word(format))
            .Attribute("datetime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))
            .Text(Show.Of(format, at, zone)).Close();
    }

    /// <summary>Writes a word or a sentence.</summary>
    public static HtmlWriter Figure(this HtmlWriter html, string pointer, string? value) =>
        html.Write(pointer, Format.Text, value ?? Show.Nothing);

    /// <summary>Writes the attributes of a figure into the element that was opened last: its text must follow.</summary>
    public static HtmlWriter Source(this HtmlWriter html, string pointer, Format format)
    {
        html.Attribute("data-p", pointer);
        return format == Format.Text ? html : html.Attribute("data-f", Word(format));
    }

    private static HtmlWriter Write(this HtmlWriter html, string pointer, Format format, string text) =>
        html.Open("span").Source(pointer, format).Text(text).Close();

    private static string Word(Format format) => format switch
    {
        Format.Percent => "percent",
        Format.Count => "count",
        Format.Number => "number",
        Format.Burn => "burn",
        Format.Duration => "duration",
        Format.Instant => "instant",
        Format.Day => "day",
        Format.Lift => "lift",
        _ => "text",
    };
}
