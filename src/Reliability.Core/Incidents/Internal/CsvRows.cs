using System.Text;

namespace Reliability.Incidents.Internal;

/// <summary>Reads comma-separated values by RFC 4180. The separator is a semicolon if the first line has more of those.</summary>
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
                isQuoted = true;
            }
            else if (one == separator)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (one == '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                line++;
                if (cells.Count > 1 || cells[0].Length > 0)
                {
                    yield return (begin, cells);
                }

                cells = [];
                begin = line;
            }
            else
            {
                cell.Append(one);
            }
        }

        if (cells.Count > 0 || cell.Length > 0)
        {
            cells.Add(cell.ToString().TrimEnd('\r'));
            yield return (begin, cells);
        }
    }
}
