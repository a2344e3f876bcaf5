using Reliability.Storage.Postgres.Internal;

namespace Reliability.Storage.Postgres;

/// <summary>The tables of a PostgreSQL store, for those who create them by hand.</summary>
public static class PostgresSchema
{
    /// <summary>The schema that holds the tables unless another is named: <c>reliability</c>.</summary>
    public const string DefaultName = "reliability";

    /// <summary>The version that this library creates and needs.</summary>
    public static int Version => Migration.All.Count;

    /// <summary>
    /// The script that brings a database to this library's version: the very statements that
    /// <see cref="PostgresSchemaMode.CreateOrUpgrade"/> runs. Run it with <c>psql</c> or any client that sends scripts. It is one
    /// transaction, and running it again changes nothing.
    /// </summary>
    /// <param name="schema">The schema; see <see cref="PostgresStoreOptions.Schema"/>.</param>
    /// <param name="fromVersion">The version that the database has; the scripts up to it are left out. Default: 0, an empty database or any version.</param>
    /// <exception cref="ArgumentException"><paramref name="schema"/> is not a legal name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fromVersion"/> is outside 0 to <see cref="Version"/>.</exception>
    public static string GetScript(string schema = DefaultName, int fromVersion = 0)
    {
        if (SchemaName.Fault(schema) is { } fault)
        {
            throw new ArgumentException($"The schema {fault}", nameof(schema));
        }

        if (fromVersion < 0 || fromVersion > Version)
        {
            throw new ArgumentOutOfRangeException(nameof(fromVersion), fromVersion, $"A version is 0 to {Version}.");
        }

        return $"""
            BEGIN ISOLATION LEVEL READ COMMITTED;
            {SchemaScript.Create(schema, fromVersion)}
            COMMIT;

            """;
    }
}
