using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes figures: each says where it stands in the JSON twin (<c>data-p</c>) and how it is written (<c>data-f</c>).</summary>
internal static class FigureExtensions
{
    /// <summary>Writes a figure; one that does not exist is "n/a".</summary>
    /// <param name="html">The writer.</param>
    /// <param name="pointer">The JSON pointer of the figure.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="value">The figure.</param>
    public static HtmlWriter Figure(this HtmlWriter html, string pointer, Format format, decimal? value)
    {
        Begin(html, pointer, format);
        if (value is not { } figure)
        {
            return html.Text(Show.NotAvailable).Close();
        }

        if (format == Format.Count && Math.Abs(figure) > Show.CompactAbove)
        {
            html.Attribute("title", Show.CountExact(figure));
        }

        return html.Text(Show.Value(format, figure)).Close();
    }

    /// <inheritdoc cref="Figure(HtmlWriter, string, Format, decimal?)"/>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The figure is not finite. One that does not exist is <see langword="null"/>.
    /// </exception>
    public static HtmlWriter Figure(this HtmlWriter html, string pointer, Format format, double? value)
    {
        if (value is not { } figure)
        {
            return Figure(html, pointer, format, default(decimal?));
        }

        Check.Finite(figure, pointer);
        if (figure == 0 || Math.Abs(figure) is >= 1e-20 and < 1e20)
        {
            return Figure(html, pointer, format, (decimal)figure);
        }

        Begin(html, pointer, format);
        return html.Text(Show.Value(format, figure)).Close();
    }

    /// <inheritdoc cref="Figure(HtmlWriter, string, Format, decimal?)"/>
    public static HtmlWriter Figure(this HtmlWriter html, string pointer, Format format, long? value) =>
        Figure(html, pointer, format, (decimal?)value);

    /// <summary>Writes a duration; one that does not exist is "n/a".</summary>
    public static HtmlWriter Figure(this HtmlWriter html, string pointer, TimeSpan? value)
    {
        Begin(html, pointer, Format.Duration);
        return html.Text(value is { } duration ? Show.Duration(duration) : Show.NotAvailable).Close();
    }

    /// <summary>Writes an instant; one that does not exist is "n/a".</summary>
    public static HtmlWriter Figure(this HtmlWriter html, string pointer, DateTimeOffset? value, TimeZoneInfo zone)
    {
        Begin(html, pointer, Format.Instant);
        return html.Text(value is { } at ? Show.Instant(at, zone) : Show.NotAvailable).Close();
    }

    /// <summary>Writes a day or a word as it is; one that does not exist is "n/a".</summary>
    public static HtmlWriter Figure(this HtmlWriter html, string pointer, Format format, string? text)
    {
        Check.That(format is Format.Day or Format.Word, format, "A text has the format of a day or of a word.", nameof(format));
        Begin(html, pointer, format);
        return html.Text(text ?? Show.NotAvailable).Close();
    }

    private static void Begin(HtmlWriter html, string pointer, Format format)
    {
        Check.That(pointer.StartsWith('/'), pointer, "A JSON pointer starts with '/'.", nameof(pointer));
        html.Open("span").Attribute("data-p", pointer).Attribute("data-f", format.ToString());
    }
}
