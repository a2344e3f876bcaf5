using System.Text;

namespace Reliability.Incidents.Internal;

/// <summary>
/// Reads comma-separated values by RFC 4180. The separator is a semicolon if the first line has more of those. White space at the ends of a
/// cell belongs to it only within quotation marks.
/// </summary>
internal static class CsvRows
{
    /// <summary>Returns the rows with the lines in which they begin. Empty lines are left out.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        int firstEnd = text.IndexOf('\n', StringComparison.Ordinal);
        ReadOnlySpan<char> first = firstEnd < 0 ? text : text.AsSpan(0, firstEnd);
        char separator = first.Count(';') > first.Count(',') ? ';' : ',';
        List<string> cells = [];
        var cell = new StringBuilder();
        bool isQuoted = false;
        bool wasQuoted = false;
        int line = 1;
        int begin = 1;
        for (int i = 0; i < text.Length; i++)
        {
            char one = text[i];
            if (isQuoted)
            {
                line += one == '\n' ? 1 : 0;
                if (one != '"')
                {
                    cell.Append(one);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (one == '"' && cell.Length == 0)
            {
                isQuoted = wasQuoted = true;
            }
            else if (one == separator)
            {
                End();
            }
            else if (one == '\n')
            {
                End();
                line++;
                if (cells.Count > 1 || cells[0].Length > 0)
                {
                    yield return (begin, cells);
                }

                cells = [];
                begin = line;
            }
            else if (!wasQuoted || !char.IsWhiteSpace(one))
            {
                cell.Append(one);
            }
        }

        if (cells.Count > 0 || cell.Length > 0)
        {
            End();
            yield return (begin, cells);
        }

        void End()
        {
            cells.Add(wasQuoted ? cell.ToString() : cell.ToString().Trim());
            cell.Clear();
            wasQuoted = false;
        }
    }
}
