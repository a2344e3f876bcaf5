using Reliability.Common.Internal;
using Reliability.Storage.Postgres.Internal;

namespace Reliability.Storage.Postgres;

/// <summary>Provides the tables of a PostgreSQL store to administrators who create them manually.</summary>
public static class PostgresSchema
{
    /// <summary>The default schema of the tables: <c>reliability</c>.</summary>
    public const string DefaultName = "reliability";

    /// <summary>Gets the schema version that this library creates and requires.</summary>
    public static int Version => Migration.All.Count;

    /// <summary>
    /// Returns the script that upgrades a database to the version of this library. It contains the same statements that
    /// <see cref="PostgresSchemaMode.CreateOrUpgrade"/> runs. Run it with <c>psql</c> or any client that executes scripts. It is one
    /// transaction, and running it again has no effect.
    /// </summary>
    /// <param name="schema">The schema; see <see cref="PostgresStoreOptions.Schema"/>.</param>
    /// <param name="fromVersion">The version of the database. Scripts up to this version are omitted. Default: 0, which is valid for an
    /// empty database and for any version.</param>
    /// <exception cref="ArgumentException"><paramref name="schema"/> is not a valid name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fromVersion"/> is outside 0 to <see cref="Version"/>.</exception>
    public static string GetScript(string schema = DefaultName, int fromVersion = 0)
    {
        if (SchemaName.Fault(schema) is { } fault)
        {
            throw new ArgumentException($"The schema {fault}", nameof(schema));
        }

        if (fromVersion < 0 || fromVersion > Version)
        {
            throw Check.OutOfRange(fromVersion, $"A version is 0 to {Version}.", nameof(fromVersion));
        }

        return $"""
            BEGIN ISOLATION LEVEL READ COMMITTED;
            {SchemaScript.Create(schema, fromVersion)}
            COMMIT;

            """;
    }
}
