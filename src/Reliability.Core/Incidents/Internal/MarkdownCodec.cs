using System.Buffers;
using System.Globalization;
using System.Text;

namespace Reliability.Incidents.Internal;

/// <summary>
/// Writes texts as Markdown that shows them as they are, and reads them back without loss. What would be markup or HTML has a backslash,
/// white space that Markdown would drop is a numeric reference, and what changes the direction of writing shows as <c>{U+202E}</c>.
/// </summary>
internal static class MarkdownCodec
{
    private const string HiddenStart = "{U+";
    private const int HiddenLength = 8;
    private const int MaxReference = 9;

    /// <summary>What can begin markup, a link, HTML or one of the codes of this class within a line.</summary>
    private static readonly SearchValues<char> _special = SearchValues.Create("\\`*_[]<>#!|~&@${");

    /// <summary>Returns a text of one line.</summary>
    /// <param name="line">The text, without line feeds.</param>
    /// <param name="isPart">Whether it is a part of a line whose parts are separated by " - ".</param>
    public static string Line(string line, bool isPart = false)
    {
        var text = new StringBuilder(line.Length + 8);
        int start = line.Length - line.AsSpan().TrimStart(' ').Length;
        int end = line.AsSpan().TrimEnd(' ').Length;
        for (int i = 0; i < line.Length; i++)
        {
            char one = line[i];
            if (one is '\t' or '\r' || (one == ' ' && (i < start || i >= end)))
            {
                text.Append(CultureInfo.InvariantCulture, $"&#{(int)one};");
            }
            else if (IsHidden(one))
            {
                text.Append(CultureInfo.InvariantCulture, $"{HiddenStart}{(int)one:X4}}}");
            }
            else
            {
                bool isMarkup = _special.Contains(one) || IsLink(line, i) || IsBlockStart(line, i) || (isPart && IsSeparator(line, i));
                text.Append(isMarkup ? "\\" : string.Empty).Append(one);
            }
        }

        return text.ToString();
    }

    /// <summary>Returns the lines of a text that is not white space alone: only inner ones are empty.</summary>
    public static IReadOnlyList<string> Lines(string text)
    {
        const string Feed = "&#10;";
        int start = text.Length - text.AsSpan().TrimStart('\n').Length;
        int end = text.AsSpan().TrimEnd('\n').Length;
        string[] lines = [.. text[start..end].Split('\n').Select(line => Line(line))];
        lines[0] = string.Concat(Enumerable.Repeat(Feed, start)) + lines[0];
        lines[^1] += string.Concat(Enumerable.Repeat(Feed, text.Length - end));
        return lines;
    }

    /// <summary>Reads what <see cref="Line"/> wrote. Other markup stays as it is.</summary>
    public static string Read(string line)
    {
        var text = new StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            ReadOnlySpan<char> rest = line.AsSpan(i);
            if (rest.Length > 1 && rest[0] == '\\' && (char.IsAsciiLetterOrDigit(rest[1]) || rest[1] is <= ' ' or >= '\u007F') is false)
            {
                text.Append(rest[1]);
                i++;
            }
            else if (rest is ['&', '#', ..] && rest[..Math.Min(rest.Length, MaxReference)].IndexOf(';') is > 2 and int semicolon
                && int.TryParse(rest[2..semicolon], NumberStyles.None, CultureInfo.InvariantCulture, out int code)
                && Rune.IsValid(code))
            {
                text.Append(new Rune(code).ToString());
                i += semicolon;
            }
            else if (rest.StartsWith(HiddenStart, StringComparison.Ordinal) && rest.Length >= HiddenLength && rest[HiddenLength - 1] == '}'
                && int.TryParse(rest[3..7], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int hidden)
                && IsHidden((char)hidden))
            {
                text.Append((char)hidden);
                i += HiddenLength - 1;
            }
            else
            {
                text.Append(rest[0]);
            }
        }

        return text.ToString();
    }

    /// <summary>Returns whether a line ends with a backslash that breaks it, and is none of a text.</summary>
    public static bool IsBroken(string line) => (line.Length - line.AsSpan().TrimEnd('\\').Length) % 2 == 1;

    /// <summary>Returns a line without the backslash that breaks it.</summary>
    public static string Unbroken(string line) => IsBroken(line) ? line[..^1] : line;

    /// <summary>What shows nothing and changes what is around it.</summary>
    private static bool IsHidden(char one) => one is '\u061C' or '\u200B' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF'
        or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsLink(string line, int i) => (line[i] == ':' && i + 1 < line.Length && line[i + 1] == '/')
        || (line[i] == '.' && i >= 3 && line.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase));

    /// <summary>A list, an underline of a heading, or a number of a list.</summary>
    private static bool IsBlockStart(string line, int i) => i == 0
        ? line[0] is '-' or '+' or '=' or ':'
        : line[i] is '.' or ')' && line.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsSeparator(string line, int i) => line[i] == '-'
        && (i == 0 || line[i - 1] == ' ' || i == line.Length - 1 || line[i + 1] == ' ');
}
