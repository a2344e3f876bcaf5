namespace Reliability.Common.Internal;

/// <summary>Finds the fields of one line. A field does not go over lines.</summary>
internal static class CsvRow
{
    /// <summary>Returns the separator of a line: a tab or a semicolon outside of quotes if there is one, a comma otherwise.</summary>
    public static char Separator(ReadOnlySpan<char> line)
    {
        bool isQuoted = false;
        char found = ',';
        foreach (char c in line)
        {
            isQuoted ^= c == '"';
            if (!isQuoted && c == '\t')
            {
                return c;
            }

            found = !isQuoted && c == ';' ? c : found;
        }

        return found;
    }

    /// <summary>Finds two fields.</summary>
    /// <param name="line">The line.</param>
    /// <param name="separator">What stands between fields.</param>
    /// <param name="timeColumn">The number of the first field, from 0.</param>
    /// <param name="valueColumn">The number of the second one.</param>
    /// <param name="time">The first field without its quotes; empty if there is none.</param>
    /// <param name="value">The second field.</param>
    /// <returns>The number of fields, or -1 if quotes are wrong.</returns>
    public static int Find(
        ReadOnlySpan<char> line,
        char separator,
        int timeColumn,
        int valueColumn,
        out ReadOnlySpan<char> time,
        out ReadOnlySpan<char> value)
    {
        time = default;
        value = default;
        for (int column = 0; ; column++)
        {
            if (!TryField(line, separator, out ReadOnlySpan<char> field, out int next))
            {
                return -1;
            }

            time = column == timeColumn ? field : time;
            value = column == valueColumn ? field : value;
            if (next < 0)
            {
                return column + 1;
            }

            line = line[next..];
        }
    }

    /// <summary>Returns all fields, or none if quotes are wrong.</summary>
    public static List<string> All(ReadOnlySpan<char> line, char separator)
    {
        List<string> fields = [];
        for (int next = 0; next >= 0;)
        {
            line = line[next..];
            if (!TryField(line, separator, out ReadOnlySpan<char> field, out next))
            {
                return [];
            }

            fields.Add(field.ToString());
        }

        return fields;
    }

    /// <summary>Reads the first field; <paramref name="next"/> is where the next one begins, or -1.</summary>
    private static bool TryField(ReadOnlySpan<char> line, char separator, out ReadOnlySpan<char> field, out int next)
    {
        ReadOnlySpan<char> content = line.TrimStart(' ');
        int blanks = line.Length - content.Length;
        if (content is not ['"', ..])
        {
            int end = line.IndexOf(separator);
            field = end < 0 ? line : line[..end];
            next = end < 0 ? -1 : end + 1;
            return !field.Contains('"');
        }

        int close = 1;
        while (close < content.Length && (content[close] != '"' || (close + 1 < content.Length && content[close + 1] == '"')))
        {
            close += content[close] == '"' ? 2 : 1;
        }

        field = default;
        next = -1;
        if (close >= content.Length)
        {
            return false;
        }

        field = content[1..close];
        field = field.Contains('"') ? field.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : field;
        ReadOnlySpan<char> behind = content[(close + 1)..].TrimStart(' ');
        next = behind.IsEmpty ? -1 : blanks + content.Length - behind.Length + 1;
        return behind.IsEmpty || behind[0] == separator;
    }
}
