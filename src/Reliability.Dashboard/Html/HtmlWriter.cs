using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Writes HTML and inline SVG as UTF-8. Names of elements, attributes and classes are constants; everything else is text and is escaped.
/// There is no way to write markup from a value: that makes injection a matter of types, not of care.
/// </summary>
internal sealed class HtmlWriter(IBufferWriter<byte> output)
{
    /// <summary>The elements of HTML that have no content and no end tag.</summary>
    private static readonly HashSet<string> _void = new(StringComparer.Ordinal) { "br", "hr", "input", "link", "meta" };

    private readonly Stack<string> _open = new();
    private bool _isInTag;

    /// <summary>Writes the declaration with which a page begins.</summary>
    public HtmlWriter Doctype()
    {
        Write("<!doctype html>\n"u8);
        return this;
    }

    /// <summary>Begins an element. Attributes can follow, then its content, then <see cref="Close"/>.</summary>
    /// <param name="tag">The name of the element, in lower case (in SVG, as SVG spells it).</param>
    /// <param name="classes">The classes, separated by spaces; <see langword="null"/> for none.</param>
    public HtmlWriter Open([ConstantExpected] string tag, [ConstantExpected] string? classes = null)
    {
        EndTag();
        Write("<"u8);
        Ascii(tag);
        _open.Push(tag);
        _isInTag = true;
        if (classes is not null)
        {
            Write(" class=\""u8);
            Ascii(classes);
            Write("\""u8);
        }

        return this;
    }

    /// <summary>Writes an attribute whose value is a text. It is not for addresses: <see cref="Link"/> writes those.</summary>
    /// <exception cref="ArgumentException">The attribute holds an address or a script.</exception>
    public HtmlWriter Attribute([ConstantExpected] string name, string value)
    {
        if (name is "href" or "src" or "action" or "formaction" or "style" || name.StartsWith("on", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The attribute '{name}' is not valid. Link writes addresses; scripts and styles stand in files.", nameof(name));
        }

        Begin(name);
        Escaped(value);
        Write("\""u8);
        return this;
    }

    /// <summary>Writes an attribute whose value is a coordinate or a length, with at most two decimals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite: a chart must not be drawn from it.</exception>
    public HtmlWriter Attribute([ConstantExpected] string name, double value)
    {
        Common.Internal.Check.Finite(value, nameof(value));
        Begin(name);
        Number(value);
        Write("\""u8);
        return this;
    }

    /// <summary>Writes an attribute without a value, such as <c>hidden</c>, if a condition holds.</summary>
    public HtmlWriter Flag([ConstantExpected] string name, bool isSet = true)
    {
        if (isSet)
        {
            RequireTag();
            Write(" "u8);
            Ascii(name);
        }

        return this;
    }

    /// <summary>Writes an attribute that holds an address: <c>href</c>, <c>src</c>, <c>action</c> or <c>formaction</c>.</summary>
    public HtmlWriter Link([ConstantExpected] string name, RelativeAddress address)
    {
        Begin(name);
        Escaped(address.ToString());
        Write("\""u8);
        return this;
    }

    /// <summary>Writes a text.</summary>
    public HtmlWriter Text(string text)
    {
        EndTag();
        Escaped(text);
        return this;
    }

    /// <summary>Ends the element that was opened last.</summary>
    public HtmlWriter Close()
    {
        string tag = _open.Pop();
        EndTag();
        if (!_void.Contains(tag))
        {
            Write("</"u8);
            Ascii(tag);
            Write(">"u8);
        }

        return this;
    }

    /// <summary>Requires that every element is closed, at the end of a page.</summary>
    /// <exception cref="InvalidOperationException">An element is open: a browser would guess where it ends.</exception>
    public void RequireEnd()
    {
        if (_open.Count > 0)
        {
            throw new InvalidOperationException($"The element '{_open.Peek()}' is not closed.");
        }
    }

    /// <summary>Writes an element that holds a text alone.</summary>
    public HtmlWriter Element([ConstantExpected] string tag, string text, [ConstantExpected] string? classes = null) =>
        Open(tag, classes).Text(text).Close();

    private void Begin(string name)
    {
        RequireTag();
        Write(" "u8);
        Ascii(name);
        Write("=\""u8);
    }

    private void RequireTag()
    {
        if (!_isInTag)
        {
            throw new InvalidOperationException("An attribute follows the name of its element or another attribute.");
        }
    }

    private void EndTag()
    {
        if (_isInTag)
        {
            _isInTag = false;
            Write(">"u8);
        }
    }

    private void Number(double value)
    {
        // The same on every platform and in every culture; a negative zero would differ from zero.
        double rounded = Math.Round(value, 2) + 0.0;
        Span<byte> span = output.GetSpan(32);
        _ = rounded.TryFormat(span, out int written, "0.##", CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    /// <summary>Writes a text so that it is a text in every place of HTML: characters that cannot stand in a page are replaced.</summary>
    private void Escaped(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            int plain = text.IndexOfAny(Special);
            ReadOnlySpan<char> head = plain < 0 ? text : text[..plain];
            Utf8(head);
            if (plain < 0)
            {
                return;
            }

            Write(text[plain] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                '\'' => "&#39;"u8,
                '\t' or '\n' or '\r' => " "u8,
                _ => "\uFFFD"u8,
            });
            text = text[(plain + 1)..];
        }
    }

    /// <summary>What has a meaning in HTML, and what has none in a text: control characters.</summary>
    private static SearchValues<char> Special { get; } = SearchValues.Create(
    [
        '&', '<', '>', '"', '\'',
        .. Enumerable.Range(0, 32).Select(one => (char)one),
        .. Enumerable.Range(127, 33).Select(one => (char)one),
    ]);

    private void Utf8(ReadOnlySpan<char> text)
    {
        if (text.Length > 0)
        {
            Span<byte> span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
            output.Advance(Encoding.UTF8.GetBytes(text, span));
        }
    }

    private void Ascii(string constant) => Utf8(constant);

    private void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);
}
