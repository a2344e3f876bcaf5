using System.Collections.Concurrent;

namespace Reliability.Storage.Postgres.Tests;

/// <summary>
/// One schema for all scripts of a model, which is emptied before each of them. A schema a script would be created hundreds of times, which
/// took most of the time of the suite.
/// </summary>
internal static class ModelSchema
{
    private static readonly ConcurrentDictionary<string, string> _namespaces = new(StringComparer.Ordinal);

    /// <summary>Opens a store that is empty when a namespace is seen first.</summary>
    /// <param name="suite">The name of the suite, whose tests run one after another.</param>
    /// <param name="storeNamespace">The namespace of the script.</param>
    public static async Task<PostgresStore> OpenAsync(string suite, string storeNamespace)
    {
        string schema = Database.Schema(suite);
        if (!_namespaces.TryGetValue(suite, out string? last) || last != storeNamespace)
        {
            await Database.SqlAsync(
                $"""
                DO $$
                DECLARE name text;
                BEGIN
                  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '{schema}' AND tablename <> 'schema_version' LOOP
                    EXECUTE format('DELETE FROM %I.%I', '{schema}', name);
                  END LOOP;
                END $$
                """);
            _namespaces[suite] = storeNamespace;
        }

        return await Database.OpenAsync(schema);
    }
}
