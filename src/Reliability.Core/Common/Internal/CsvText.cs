using System.Globalization;
using System.Text;

namespace Reliability.Common.Internal;

/// <summary>
/// Writes CSV as RFC 4180 describes it: lines end with CR LF, and a cell with a comma, a quote or a line break is in quotes. A text that a
/// spreadsheet would compute as a formula begins with an apostrophe, so that it is shown and not computed.
/// </summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();
    private bool _isInLine;

    public CsvText Cell(string? value)
    {
        string text = value ?? string.Empty;
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20')
        {
            text = "'" + text;
        }

        return Raw(text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    public CsvText Cell(long? value) => Raw(value?.ToString(CultureInfo.InvariantCulture));

    public CsvText Cell(DateTimeOffset? value) =>
        Raw(value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    public void EndLine()
    {
        _text.Append("\r\n");
        _isInLine = false;
    }

    public override string ToString() => _text.ToString();

    private CsvText Raw(string? text)
    {
        if (_isInLine)
        {
            _text.Append(',');
        }

        _text.Append(text);
        _isInLine = true;
        return this;
    }
}
