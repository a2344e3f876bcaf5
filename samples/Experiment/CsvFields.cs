using System.Text;

namespace ExperimentSample;

/// <summary>Splits one line of CSV as RFC 4180 has it, save that a field does not go over lines.</summary>
internal static class CsvFields
{
    /// <summary>Splits a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="fields">Is given the fields.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public static string? Split(string line, List<string> fields)
    {
        fields.Clear();
        int at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                at = Quoted(line, at + 1, fields);
                if (at < 0)
                {
                    return "a quote is opened and not closed; a quoted field must begin and end with one, on one line";
                }

                if (at < line.Length && line[at] != ',')
                {
                    return $"'{Shown.Text(line[at..(at + 1)])}' follows a closing quote; it must be a comma, and a quote within a "
                        + $"field is written twice";
                }
            }
            else
            {
                int comma = line.IndexOf(',', at);
                int end = comma < 0 ? line.Length : comma;
                string field = line[at..end];
                if (field.Contains('"', StringComparison.Ordinal))
                {
                    return $"a quote stands within {Shown.Text(field)}; a quoted field must begin and end with one";
                }

                fields.Add(field);
                at = end;
            }

            if (at >= line.Length)
            {
                return null;
            }

            at++;
            if (at == line.Length)
            {
                fields.Add(string.Empty);
                return null;
            }
        }
    }

    /// <summary>Reads a quoted field from behind its opening quote; the place behind its closing one, or -1.</summary>
    private static int Quoted(string line, int at, List<string> fields)
    {
        var field = new StringBuilder();
        while (true)
        {
            int quote = line.IndexOf('"', at);
            if (quote < 0)
            {
                return -1;
            }

            field.Append(line, at, quote - at);
            at = quote + 1;
            if (at == line.Length || line[at] != '"')
            {
                fields.Add(field.ToString());
                return at;
            }

            field.Append('"');
            at++;
        }
    }
}
