using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>
/// Incidents as comma-separated values with the columns <c>id, title, service, severity, cause, startedAt, detectedAt, acknowledgedAt,
/// mitigatedAt, resolvedAt, kind, duplicateOf, recurrenceOf, description, impact, objectives, roles, deploymentId, investigationStartedAt,
/// causeIdentifiedAt, estimated, timeline, replacementCharacters</c>. Lists are JSON arrays. What is written is read as the same.
/// </summary>
public static class IncidentCsv
{
    /// <summary>
    /// The column with the number of characters U+FFFD of a row that people wrote. Others stand for what was read in a wrong encoding.
    /// </summary>
    private const string Replacements = "replacementCharacters";

    private const char Replacement = '\uFFFD';

    /// <summary>Writes incidents. A text that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    /// <param name="incidents">The incidents.</param>
    public static string Write(IEnumerable<Incident> incidents)
    {
        ArgumentNullException.ThrowIfNull(incidents);
        using var writer = new StringWriter();
        CsvText.WriteRow(writer, [.. ImportFields.All, Replacements]);
        foreach (Incident one in incidents)
        {
            string?[] cells = [.. ImportFields.All.Select(field => ImportFields.Of(one, field))];
            int replacements = cells.Sum(cell => cell?.Count(each => each == Replacement) ?? 0);
            CsvText.WriteRow(
                writer, [.. cells, replacements == 0 ? null : replacements.ToString(CultureInfo.InvariantCulture)]);
        }

        return writer.ToString();
    }

    /// <summary>
    /// Reads incidents. A row that cannot be read is rejected, and keeps none of the others back. A named column that holds no field is
    /// rejected, unless the caller leaves it out.
    /// </summary>
    /// <param name="text">The text. Its first row names the columns; the separator is a comma or a semicolon.</param>
    /// <param name="columns">
    /// The column of each field whose column has another name, such as <c>title</c> to <c>Summary</c>. Upper and lower case are the same.
    /// </param>
    /// <param name="defaultService">The service of rows that state none, or <see langword="null"/> to reject them.</param>
    /// <param name="leftOut">The columns that are left out on purpose, or <see langword="null"/> if none are.</param>
    /// <exception cref="FormatException">
    /// The columns do not fit: there is none for the title or the start, a mapped one or one that is left out is missing, one holds no
    /// field, or two have one name.
    /// </exception>
    public static IncidentImportBatch Read(
        string text,
        IReadOnlyDictionary<string, string>? columns = null,
        string? defaultService = null,
        IReadOnlyList<string>? leftOut = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        IReadOnlyList<string> omitted = leftOut is null ? [] : Check.Copy(leftOut);
        Dictionary<string, int>? places = null;
        int width = 0;
        int counted = -1;
        int[] unnamed = [];
        var lines = new ImportLines();
        foreach ((int line, IReadOnlyList<string> cells) in CsvRows.Read(text))
        {
            if (places is null)
            {
                string[] names = [.. cells.Select(name => name.Trim())];
                places = PlacesOf(names, columns ?? new Dictionary<string, string>(StringComparer.Ordinal), omitted);
                width = names.Length;
                counted = Array.IndexOf(names, Replacements);
                unnamed = [.. Enumerable.Range(0, width).Where(place => names[place].Length == 0)];
                continue;
            }

            lines.Add(
                line,
                string.Concat(cells),
                () =>
                {
                    RequireCells(cells, width, unnamed);
                    return ImportFields.Read(
                        line, field => places.TryGetValue(field, out int place) ? Value(cells[place]) : null, defaultService);
                },
                () => places.TryGetValue("id", out int place) && place < cells.Count ? Value(cells[place]) : null,
                replacements: counted >= 0 && counted < cells.Count
                    && int.TryParse(cells[counted], NumberStyles.None, CultureInfo.InvariantCulture, out int written) ? written : 0);
        }

        return places is null ? throw new FormatException("The text has no first row that names the columns.") : lines.ToBatch();
    }

    private static void RequireCells(IReadOnlyList<string> cells, int width, int[] unnamed)
    {
        if (cells.Count != width)
        {
            throw new FormatException(Check.Text($"It has {cells.Count} cells; the first row has {width}."));
        }

        foreach (int place in unnamed.Where(place => !string.IsNullOrWhiteSpace(cells[place])))
        {
            throw new FormatException(Check.Text($"Its cell {place + 1} has a value, and the first row has no name for it."));
        }
    }

    private static Dictionary<string, int> PlacesOf(
        string[] names, IReadOnlyDictionary<string, string> columns, IReadOnlyList<string> leftOut)
    {
        if (names.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new FormatException($"Two columns are named '{Names.Shorten(twice.Key)}'.");
        }

        if (columns.Keys.FirstOrDefault(field => !ImportFields.All.Contains(field, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new FormatException(Names.Unknown("field", unknown, ImportFields.All));
        }

        if (leftOut.FirstOrDefault(one => !names.Contains(one, StringComparer.OrdinalIgnoreCase)) is { } missing)
        {
            throw new FormatException("A column to leave out is missing. " + Names.Unknown("column", missing, names));
        }

        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach (string field in ImportFields.All)
        {
            string? mapped = columns.FirstOrDefault(one => one.Key.Equals(field, StringComparison.OrdinalIgnoreCase)).Value;
            int place = Array.FindIndex(names, name => name.Equals(mapped ?? field, StringComparison.OrdinalIgnoreCase)
                && !leftOut.Contains(name, StringComparer.OrdinalIgnoreCase));
            if (place >= 0)
            {
                places.Add(field, place);
            }
            else if (mapped is not null || field is "title" or "startedAt")
            {
                throw new FormatException(
                    $"No column '{Names.Shorten(mapped ?? field)}' holds the {field}. {Names.Unknown("column", mapped ?? field, names)}");
            }
        }

        RequireUse(names, places, leftOut);
        return places;
    }

    /// <exception cref="FormatException">A column would be dropped that nobody said to leave out, such as a misspelt one.</exception>
    private static void RequireUse(string[] names, Dictionary<string, int> places, IReadOnlyList<string> leftOut)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && names[i] != Replacements && !places.ContainsValue(i)
                && !leftOut.Contains(names[i], StringComparer.OrdinalIgnoreCase))
            {
                string hint = ImportFields.All.Contains(names[i], StringComparer.OrdinalIgnoreCase)
                    ? $"The column '{names[i]}' is not used, because another one holds this field."
                    : Names.Unknown("field", names[i], ImportFields.All);
                throw new FormatException($"{hint} Map the column to a field, or leave it out on purpose.");
            }
        }
    }

    private static string? Value(string cell) => string.IsNullOrWhiteSpace(cell) ? null : CsvText.Plain(cell);
}
