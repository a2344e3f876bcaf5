using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Reliability.Storage.Postgres.Internal;

namespace Reliability.Storage.Postgres.Tests.Formats;

/// <summary>
/// The tables of a schema as text: their columns as comments, and their rows as statements that fill the tables of the released scripts.
/// </summary>
internal static partial class PostgresLayout
{
    /// <summary>Describes all tables of a schema. What depends on the time of the server and on chance is replaced.</summary>
    public static async Task<string> DescribeAsync(string schema, DateTimeOffset end, IReadOnlyDictionary<string, string> random)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(await Database.ConnectionStringAsync() + ";Timezone=UTC");
        List<string[]> columns = await RowsAsync(source, $"""
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text, (a.attidentity <> '')::text
            FROM pg_class AS c
            JOIN pg_attribute AS a ON a.attrelid = c.oid
            WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY c.relname COLLATE "C", a.attnum
            """);
        var text = new StringBuilder("SET TimeZone TO 'UTC';\n");
        foreach (IGrouping<string, string[]> table in columns.GroupBy(column => column[0]))
        {
            await DescribeAsync(source, schema, table.Key, [.. table], end, text);
        }

        return random.Aggregate(text.ToString(), (result, one) => result.Replace(one.Key, one.Value, StringComparison.Ordinal));
    }

    /// <summary>Creates a schema by the scripts of an edition, and fills it with a sample.</summary>
    public static async Task LoadAsync(string schema, int edition, string sample)
    {
        string begin = $"""
            CREATE SCHEMA {schema};
            SET search_path TO {schema}, pg_temp;
            CREATE TABLE schema_version (
              version            integer PRIMARY KEY,
              min_reader_version integer NOT NULL,
              checksum           text NOT NULL,
              library_version    text NOT NULL,
              applied_at         timestamptz NOT NULL DEFAULT now()
            );
            """;
        await Database.SqlAsync(string.Join('\n', Migration.All.Take(edition).Select(script => script.Sql).Prepend(begin).Append(sample)));
    }

    /// <summary>Leaves of sketches and journal entries what tells their version.</summary>
    public static string Mask(string text) => Opaque().Replace(text, "$1...'");

    private static async Task DescribeAsync(
        NpgsqlDataSource source, string schema, string table, string[][] columns, DateTimeOffset end, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n-- {table}: ").AppendJoin(
            ", ",
            columns.Select(one => $"{one[1]} {one[2]}{(one[3] == "true" ? " not null" : "")}{(one[4] == "true" ? " identity" : "")}"));
        text.Append('\n');
        List<string[]> rows = await RowsAsync(
            source, $"SELECT {string.Join(", ", columns.Select(one => $"{one[1]}::text"))} FROM {schema}.{table}");
        string names = string.Join(", ", columns.Select(one => one[1]));
        text.AppendJoin(
            "",
            rows.Select(row => $"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE VALUES ("
                + string.Join(", ", row.Select((value, i) => Literal(columns[i], value, end)))
                + ");\n").Order(StringComparer.Ordinal));

        foreach (string[] column in columns.Where(one => one[4] == "true"))
        {
            string last = (await RowsAsync(
                source, $"SELECT pg_sequence_last_value(pg_get_serial_sequence('{schema}.{table}', '{column[1]}')::regclass)::text"))[0][0];
            if (last is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"SELECT setval(pg_get_serial_sequence('{table}', '{column[1]}'), {last});\n");
            }
        }
    }

    private static string Literal(string[] column, string value, DateTimeOffset end) => (column[0], column[1], column[2], value) switch
    {
        (_, _, _, null) => "NULL",
        ("lease", "expires_at", _, _) or ("schema_version", "applied_at", _, _) =>
            string.Create(CultureInfo.InvariantCulture, $"'{end:yyyy-MM-dd HH:mm:ss}+00'"),
        ("schema_version", "library_version", _, _) => "'0'",
        (_, _, "bigint" or "integer" or "smallint" or "double precision" or "boolean", _) => value,
        _ => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
    };

    private static async Task<List<string[]>> RowsAsync(NpgsqlDataSource source, string sql)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string[]> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null! : reader.GetFieldValue<string>(i))]);
        }

        return rows;
    }

    [GeneratedRegex(@"('\\x[0-9a-f]{2})[0-9a-f]*'")]
    private static partial Regex Opaque();
}
