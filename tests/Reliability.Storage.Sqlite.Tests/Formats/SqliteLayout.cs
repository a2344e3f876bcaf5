using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Reliability.Storage.Sqlite.Internal;

namespace Reliability.Storage.Sqlite.Tests.Formats;

/// <summary>
/// The tables of a file as text: their columns as comments, and their rows as statements that fill the tables of the released scripts.
/// </summary>
internal static partial class SqliteLayout
{
    /// <summary>Holds the last numbers of the tables that give none twice, and is filled by SQLite.</summary>
    private const string Sequences = "sqlite_sequence";

    /// <summary>Describes all tables of a file. What depends on the time of the machine and on chance is replaced.</summary>
    public static string Describe(string path, DateTimeOffset end, IReadOnlyDictionary<string, string> random)
    {
        using var file = new RawDatabase(path);
        file.Execute($"UPDATE lease SET expires_at = {end.ToUnixTimeMilliseconds()}");
        string[] tables =
        [
            .. file.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name", column: 0),
        ];
        var text = new StringBuilder();
        foreach (string table in tables)
        {
            IEnumerable<string> columns = file.Rows(
                $"SELECT name || ' ' || type || iif(\"notnull\", ' not null', '') FROM pragma_table_info('{table}')", column: 0);
            text.Append(CultureInfo.InvariantCulture, $"-- {table}: {string.Join(", ", columns)}\n");
            Append(text, file, table);
        }

        text.Append(CultureInfo.InvariantCulture, $"DELETE FROM {Sequences};\n");
        Append(text, file, Sequences);
        return random.Aggregate(text.ToString(), (result, one) => result.Replace(one.Key, one.Value, StringComparison.Ordinal));
    }

    /// <summary>Creates a file by the scripts of an edition, and fills it with a sample.</summary>
    public static void Load(string path, int edition, string sample)
    {
        using var file = new RawDatabase(path);
        string[] scripts = [.. typeof(SqliteStore).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)];
        foreach (string script in scripts.Take(edition))
        {
            using var reader = new StreamReader(typeof(SqliteStore).Assembly.GetManifestResourceStream(script)!);
            file.Execute(reader.ReadToEnd());
        }

        file.Execute($"PRAGMA application_id = {SqliteSchema.ApplicationId}; PRAGMA user_version = {edition}");
        file.Execute(sample);
    }

    /// <summary>Leaves of sketches and journal entries what tells their version.</summary>
    public static string Mask(string text) => Opaque().Replace(text, "$1...'");

    private static void Append(StringBuilder text, RawDatabase file, string table)
    {
        string[] columns = [.. file.Rows($"SELECT name FROM pragma_table_info('{table}')", column: 0)];
        string values = string.Join(" || ', ' || ", columns.Select(column => $"quote({column})"));
        text.AppendJoin(
            "",
            file.Rows($"SELECT {values} FROM {table}", column: 0)
                .Select(row => $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({row});\n")
                .Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("(X'[0-9A-F]{2})[0-9A-F]*'")]
    private static partial Regex Opaque();
}
