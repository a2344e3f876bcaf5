using System.Globalization;
using System.Text;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Creates the script that creates or upgrades a schema. It must run in one transaction.</summary>
/// <remarks>
/// The lock of the transaction comes first, because CREATE SCHEMA IF NOT EXISTS is not safe against a concurrent one. Each script runs only
/// if its row in <c>schema_version</c> is missing, so that running all of them again has no effect.
/// </remarks>
internal static class SchemaScript
{
    public static string Create(string schema, int fromVersion)
    {
        string quoted = SchemaName.Quote(schema);
        var script = new StringBuilder();
        script.Append(CultureInfo.InvariantCulture, $"""
            -- Reliability SDK: schema {quoted}, version {Migration.All.Count}.
            SET LOCAL lock_timeout = '30s';
            SET LOCAL client_min_messages = warning;
            SELECT pg_advisory_xact_lock(hashtextextended('reliability:{schema}', 0));
            DO $reliability$ BEGIN
              IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = '{schema}') THEN
                CREATE SCHEMA {quoted};
              END IF;
            END $reliability$;
            SET LOCAL search_path TO {quoted}, pg_temp;
            CREATE TABLE IF NOT EXISTS schema_version (
              version            integer PRIMARY KEY,
              min_reader_version integer NOT NULL,
              checksum           text NOT NULL,
              library_version    text NOT NULL,
              applied_at         timestamptz NOT NULL DEFAULT now()
            );
            COMMENT ON TABLE schema_version IS
              'The scripts that made this schema; libraries older than min_reader_version of the last one must not use it.';

            """);
        script.Append(CultureInfo.InvariantCulture, $"""
            DO $reliability$ BEGIN
              IF EXISTS (SELECT FROM schema_version WHERE version = 1 AND checksum IN ('{string.Join("', '", Migration.Previews)}')) THEN
                RAISE EXCEPTION 'Schema {schema} {PostgresFaults.EarlierPreview(schema)}.';
              END IF;
            END $reliability$;

            """);
        if (fromVersion > 0)
        {
            script.Append(CultureInfo.InvariantCulture, $"""
                DO $reliability$ BEGIN
                  IF NOT EXISTS (SELECT FROM schema_version WHERE version = {fromVersion}) THEN
                    RAISE EXCEPTION 'This script upgrades version {fromVersion} or later of the schema %.', '{schema}';
                  END IF;
                END $reliability$;

                """);
        }

        foreach (Migration migration in Migration.All.Skip(fromVersion))
        {
            Append(script, migration);
        }

        return script.ToString();
    }

    private static void Append(StringBuilder script, Migration migration) => script.Append(CultureInfo.InvariantCulture, $"""

        DO $reliability$ BEGIN
        IF NOT EXISTS (SELECT FROM schema_version WHERE version = {migration.Version}) THEN
        EXECUTE $migration$
        {migration.Sql}
        $migration$;
        INSERT INTO schema_version (version, min_reader_version, checksum, library_version)
        VALUES ({migration.Version}, {migration.MinReaderVersion}, '{migration.Checksum}', '{LibraryVersion}');
        END IF;
        END $reliability$;

        """);

    private static string LibraryVersion => typeof(SchemaScript).Assembly.GetName().Version?.ToString(3) ?? "0";
}
