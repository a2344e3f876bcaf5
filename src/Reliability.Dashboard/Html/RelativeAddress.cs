using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// An address within the dashboard, relative to the page that holds it, so that it survives every path base and every proxy that strips or
/// adds a prefix. Only constants and escaped segments go in, so that it can neither name a scheme nor another host.
/// </summary>
internal readonly struct RelativeAddress
{
    private readonly string? _text;

    private RelativeAddress(string text) => _text = text;

    /// <summary>Gets the overview, seen from a page.</summary>
    /// <param name="depth">The number of segments of the page below the overview, such as 1 for <c>slo/checkout</c>.</param>
    public static RelativeAddress Root(int depth) => new(depth == 0 ? "./" : string.Concat(Enumerable.Repeat("../", depth)));

    /// <summary>Gets a place in the same page.</summary>
    public static RelativeAddress Anchor([ConstantExpected] string id) => new($"#{id}");

    /// <summary>Adds a segment that is a constant, such as <c>slo</c>.</summary>
    public RelativeAddress Folder([ConstantExpected] string name) => new($"{_text}{name}/");

    /// <summary>Adds the last segment: a name, of which every character that has a meaning in an address is escaped.</summary>
    public RelativeAddress File(string name) => new(_text + Segment(name));

    /// <summary>Adds the last segment, which ends with a constant, such as <c>.json</c>.</summary>
    public RelativeAddress File(string name, [ConstantExpected] string extension) => new(_text + Segment(name) + extension);

    /// <summary>Adds a file in the folder that the address names so far.</summary>
    public RelativeAddress Then([ConstantExpected] string name) => new($"{_text}/{name}");

    /// <summary>Adds a parameter of the query.</summary>
    public RelativeAddress Query([ConstantExpected] string name, string value) =>
        new($"{_text}{(_text?.Contains('?', StringComparison.Ordinal) == true ? '&' : '?')}{name}={Uri.EscapeDataString(value)}");

    /// <inheritdoc/>
    public override string ToString() => _text ?? string.Empty;

    /// <summary>
    /// Escapes a name. A server decodes <c>%2F</c> in no or in every place, and a proxy removes dots; so a slash, a percent sign and a dot
    /// are written as <c>~</c> and two hexadecimal digits, which only the dashboard reads.
    /// </summary>
    private static string Segment(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (byte one in Encoding.UTF8.GetBytes(name))
        {
            if (char.IsAsciiLetterOrDigit((char)one) || one is (byte)'-' or (byte)'_')
            {
                text.Append((char)one);
            }
            else
            {
                text.Append('~').Append(Convert.ToHexString([one]));
            }
        }

        return text.ToString();
    }

    /// <summary>Reads a name from a segment; <see langword="null"/> if no address of the dashboard has it.</summary>
    public static string? Name(string segment)
    {
        var bytes = new List<byte>(segment.Length);
        for (int i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '~')
            {
                if (!char.IsAscii(segment[i]))
                {
                    return null;
                }

                bytes.Add((byte)segment[i]);
            }
            else if (i + 2 < segment.Length && byte.TryParse(
                segment.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out byte one))
            {
                bytes.Add(one);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
