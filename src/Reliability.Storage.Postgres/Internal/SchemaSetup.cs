using System.Data;
using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Checks the schema of a database and, if allowed, upgrades it to the version of this library.</summary>
internal sealed class SchemaSetup(PostgresDatabase database, PostgresStoreOptions options)
{
    private static readonly string[] Tables =
    [
        "service", "series", "bucket", "sketch", "journal", "producer", "document", "stream", "event", "lease", "experiment",
        "experiment_arm",
        "experiment_metric", "experiment_producer", "arm_sums", "enrolled_unit", "enrolled_value",
    ];

    private static readonly string[] Functions =
    [
        "append_batch", "add_to_buckets", "take_journal", "add_counts", "add_sums", "put_documents", "delete_document", "append_events",
        "lock_leases", "acquire_leases", "renew_leases", "release_leases", "apply_enrollments", "delete_experiment", "multiply",
        "open_import", "import_units", "finish_import",
    ];

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (options.SchemaMode == PostgresSchemaMode.None)
        {
            await database.UseAsync(RejectEarlierAsync, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await database.UseAsync(RunAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns one line for each table, right and function that is missing.</summary>
    public async ValueTask<List<string>> FindMissingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ReadAsync(
        connection,
        database.Command(PostgresSql.FindMissing).With(options.Schema).With(Tables).With(Functions),
        reader => reader.GetString(0),
        cancellationToken).ConfigureAwait(false);

    private async ValueTask<bool> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        int version = await FindVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (options.SchemaMode == PostgresSchemaMode.CreateOrUpgrade)
        {
            if (version < PostgresSchema.Version)
            {
                await UpgradeAsync(connection, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            List<string> missing = await FindMissingAsync(connection, cancellationToken).ConfigureAwait(false);
            if (version < PostgresSchema.Version || missing.Count > 0)
            {
                throw database.Faults.Missing(version, missing);
            }
        }

        return true;
    }

    /// <summary>
    /// Checks only whether an earlier preview created the schema, and skips the check if the role may not read the versions.
    /// </summary>
    private async ValueTask<bool> RejectEarlierAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if ((await FindAsync(connection, cancellationToken).ConfigureAwait(false)).IsReadable)
        {
            await ReadVersionsAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Returns the version of the schema, or 0 if there is none. Throws if this library must not use the schema.</summary>
    private async ValueTask<int> FindVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        (string encoding, bool exists, _) = await FindAsync(connection, cancellationToken).ConfigureAwait(false);
        if (encoding != "UTF8")
        {
            throw database.Faults.Encoding(encoding);
        }

        if (!exists)
        {
            return 0;
        }

        List<(int Version, int MinReader, string Checksum)> versions =
            await ReadVersionsAsync(connection, cancellationToken).ConfigureAwait(false);
        (int version, int minReader, _) = versions.LastOrDefault();
        if (minReader > PostgresSchema.Version)
        {
            throw database.Faults.Newer(version, minReader, PostgresSchema.Version);
        }

        foreach (Migration ours in Migration.All)
        {
            if (versions.Exists(theirs => theirs.Version == ours.Version && theirs.Checksum != ours.Checksum))
            {
                throw database.Faults.OtherScript(ours.Version);
            }
        }

        return version;
    }

    private async ValueTask<(string Encoding, bool Exists, bool IsReadable)> FindAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken) => (await ReadAsync(
        connection,
        database.Command(PostgresSql.FindSchema).With(options.Schema),
        row => (row.GetString(0), row.GetBoolean(1), row.GetBoolean(2)),
        cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Returns the scripts that created the schema. Throws if they are scripts of an earlier preview.</summary>
    private async ValueTask<List<(int Version, int MinReader, string Checksum)>> ReadVersionsAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        NpgsqlCommand read = database.Command(database.Sql.ReadVersions);
        List<(int Version, int MinReader, string Checksum)> versions = await ReadAsync(
            connection, read, row => (row.GetInt32(0), row.GetInt32(1), row.GetString(2)), cancellationToken).ConfigureAwait(false);
        return versions.Exists(one => one.Version == 1 && Migration.Previews.Contains(one.Checksum, StringComparer.Ordinal))
            ? throw database.Faults.Earlier()
            : versions;
    }

    private async ValueTask UpgradeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(
                IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                NpgsqlCommand script = database.Command(SchemaScript.Create(options.Schema, fromVersion: 0));
                await using (script.ConfigureAwait(false))
                {
                    script.Connection = connection;
                    await script.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }

                // The previous holder of the lock may have been a newer library.
                await FindVersionAsync(connection, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw database.Faults.MayNotCreate(e);
        }
    }

    private static async ValueTask<List<T>> ReadAsync<T>(
        NpgsqlConnection connection, NpgsqlCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        await using (command.ConfigureAwait(false))
        {
            command.Connection = connection;
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(map(reader));
                }
            }
        }

        return rows;
    }
}
