using System.Buffers;
using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>
/// Writes comma-separated values by RFC 4180. A text that a spreadsheet would take for a formula begins with an apostrophe, so that it
/// stays text.
/// </summary>
internal static class CsvText
{
    private static readonly SearchValues<char> _quoted = SearchValues.Create(",\"\r\n");

    public static void WriteRow(TextWriter writer, params ReadOnlySpan<string?> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            Write(writer, cells[i] ?? string.Empty);
        }

        writer.Write("\r\n");
    }

    /// <summary>Returns a time in UTC.</summary>
    public static string? Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Takes back the apostrophe with which a text is written that a spreadsheet would take for a formula.</summary>
    public static string Plain(string cell) => cell is ['\'', .. var rest] && IsTaken(rest) ? rest : cell;

    private static void Write(TextWriter writer, string cell)
    {
        string text = IsTaken(cell) ? $"'{cell}" : cell;
        if (!text.AsSpan().ContainsAny(_quoted) && !HasOuterSpace(text))
        {
            writer.Write(text);
            return;
        }

        writer.Write('"');
        writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }

    /// <summary>
    /// Returns whether a text begins as a formula, or with apostrophes before one: those must survive <see cref="Plain"/> too.
    /// </summary>
    private static bool IsTaken(string text) => text.AsSpan().TrimStart('\'') is [var first, ..] && IsFormula(first);

    /// <summary>White space at an end is a part of a text only within quotation marks.</summary>
    private static bool HasOuterSpace(string text) => text is [var first, .., var last]
        ? char.IsWhiteSpace(first) || char.IsWhiteSpace(last)
        : text is [var only] && char.IsWhiteSpace(only);

    /// <summary>Spreadsheets also take the full-width forms for formulas.</summary>
    private static bool IsFormula(char first) =>
        first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20';
}
