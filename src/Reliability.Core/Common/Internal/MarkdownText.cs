using System.Buffers;
using System.Text;

namespace Reliability.Common.Internal;

/// <summary>Texts within a line of Markdown: in a cell of a table, in a heading, or after other text.</summary>
internal static class MarkdownText
{
    /// <summary>What can begin markup, a link or HTML within a line, or end a cell.</summary>
    private static readonly SearchValues<char> _special = SearchValues.Create("\\`*_[]<>#!|~&@$");

    /// <summary>Returns a text that shows as it is: what would be markup is escaped, and it stays in its line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            char one = Shown(text[i]);
            bool isLink = (one == ':' && i + 1 < text.Length && text[i + 1] == '/')
                || (one == '.' && i >= 3 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase));
            if (isLink || _special.Contains(one))
            {
                escaped.Append('\\');
            }

            escaped.Append(one);
        }

        return escaped.ToString();
    }

    /// <summary>Returns a text for a block of code, which it cannot end.</summary>
    public static string Code(string text) => string.Create(text.Length, text, static (span, from) =>
    {
        for (int i = 0; i < from.Length; i++)
        {
            span[i] = from[i] == '`' ? '\'' : Shown(from[i]);
        }
    });

    /// <summary>What ends a line becomes a space; what turns the direction of writing would change the text around it.</summary>
    private static char Shown(char one) => one switch
    {
        _ when char.IsControl(one) => ' ',
        '\u2028' or '\u2029' => ' ',
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => '\uFFFD',
        _ => one,
    };
}
