using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>One schema of one database: its connections, and how statements are executed.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable, IDisposable
{
    private readonly PostgresStoreOptions _options;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _isReady;
    private volatile bool _isDisposed;

    public PostgresDatabase(PostgresStoreOptions options)
    {
        _options = options;
        Source = options.DataSource ?? Open(options.ConnectionString!);
        Sql = new PostgresSql(options.Schema);
        Faults = new PostgresFaults(ConnectionText.Describe(Source.ConnectionString, options.Schema), options);
    }

    public NpgsqlDataSource Source { get; }

    public PostgresSql Sql { get; }

    public PostgresFaults Faults { get; }

    /// <summary>Prepares the schema, once.</summary>
    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(PostgresStore));
        if (_isReady)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isReady)
            {
                await new SchemaSetup(this, _options).RunAsync(cancellationToken).ConfigureAwait(false);
                _isReady = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public NpgsqlCommand Command(string sql) => new(sql) { CommandTimeout = (int)Math.Ceiling(_options.CommandTimeout.TotalSeconds) };

    /// <summary>
    /// Executes a statement and returns its first row, or the default value if there is none. The statement is committed when this returns.
    /// </summary>
    /// <remarks>The statement is executed again if the connection was broken; a repetition must have the same effect.</remarks>
    public ValueTask<T?> FirstAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken) =>
        SendAsync(command, isRepeatable: true, (sent, token) => FirstCoreAsync(sent, map, token), cancellationToken);

    /// <summary>Executes a statement and returns all its rows. The statement is committed when this returns.</summary>
    /// <param name="command">The statement.</param>
    /// <param name="map">Reads a row.</param>
    /// <param name="isRepeatable">Whether the statement may be executed again if the connection was broken.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public ValueTask<List<T>> AllAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> map, bool isRepeatable, CancellationToken cancellationToken) =>
        SendAsync(command, isRepeatable, (sent, token) => AllCoreAsync(sent, map, token), cancellationToken);

    /// <summary>Executes a statement on a connection, such as one with a transaction, and returns all its rows.</summary>
    public static ValueTask<List<T>> AllAsync<T>(
        NpgsqlConnection connection, NpgsqlCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        command.Connection = connection;
        return AllCoreAsync(command, map, cancellationToken);
    }

    /// <summary>Executes statements in one transaction, which is committed when this returns.</summary>
    /// <remarks>
    /// They are executed again if the connection was broken, even if the first transaction was committed; a repetition must be harmless.
    /// </remarks>
    public ValueTask<T> TransactAsync<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) => RunAsync(
        isRepeatable: true,
        async (connection, token) =>
        {
            NpgsqlTransaction transaction =
                await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                T result = await work(connection, token).ConfigureAwait(false);
                await transaction.CommitAsync(token).ConfigureAwait(false);
                return result;
            }
        },
        cancellationToken);

    /// <summary>Executes a statement and returns the number of changed rows. The statement is committed when this returns.</summary>
    /// <param name="command">The statement.</param>
    /// <param name="isRepeatable">Whether the statement may be executed again if the connection was broken.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public ValueTask<int> ExecuteAsync(NpgsqlCommand command, bool isRepeatable, CancellationToken cancellationToken) => SendAsync(
        command, isRepeatable, async (sent, token) => await sent.ExecuteNonQueryAsync(token).ConfigureAwait(false), cancellationToken);

    /// <summary>Streams the rows of a statement. The connection is in use until the enumeration ends.</summary>
    public async IAsyncEnumerable<T> RowsAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        await using (command.ConfigureAwait(false))
        {
            var rows = new RowReader(
                await SendAsync(command, isRepeatable: true, OpenAsync, cancellationToken).ConfigureAwait(false), Faults);
            await using (rows.ConfigureAwait(false))
            {
                while (await rows.MoveAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return rows.Map(map);
                }
            }
        }
    }

    /// <summary>Uses a dedicated connection. Faults are thrown as <see cref="StoreException"/>.</summary>
    public async ValueTask<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await work(connection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (PostgresFaults.IsFault(e))
        {
            throw Faults.Of(e);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        if (_options.DataSource is null)
        {
            Source.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (_options.DataSource is null)
        {
            await Source.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Creates a data source with only the features that the store needs, so that unused parts of Npgsql can be trimmed.</summary>
    public static NpgsqlDataSource Open(string connectionString)
    {
        // FromNpgsql() leaves out the data source of this name, so that an objective does not count the store's own commands.
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString) { Name = "Reliability SDK" };
        builder.ConnectionStringBuilder.ApplicationName ??= "Reliability SDK";

        // The store leaves no state in a session. A reset would discard the cached plans of the functions on the server.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        return builder.EnableArrays().EnableTransportSecurity().EnableIntegratedSecurity().Build();
    }

    private ValueTask<T> SendAsync<T>(
        NpgsqlCommand command, bool isRepeatable, Func<NpgsqlCommand, CancellationToken, ValueTask<T>> send,
        CancellationToken cancellationToken) => RunAsync(
        isRepeatable,
        (connection, token) =>
        {
            command.Connection = connection;
            return send(command, token);
        },
        cancellationToken);

    private async ValueTask<T> RunAsync<T>(
        bool isRepeatable, Func<NpgsqlConnection, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        bool isConnected = false;
        async ValueTask<T> RunOnceAsync()
        {
            isConnected = false;
            NpgsqlConnection connection = await Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            isConnected = true;
            bool isKept = false;
            try
            {
                T result = await work(connection, cancellationToken).ConfigureAwait(false);
                isKept = result is NpgsqlDataReader; // The reader closes the connection.
                return result;
            }
            finally
            {
                if (!isKept)
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                }
            }
        }

        try
        {
            try
            {
                return await RunOnceAsync().ConfigureAwait(false);
            }
            catch (NpgsqlException e) when (isRepeatable && PostgresFaults.IsBrokenConnection(e) && isConnected)
            {
                // The cause of the broken connection, such as a restart of the server, has probably broken the idle ones as well.
                Source.Clear();
                return await RunOnceAsync().ConfigureAwait(false);
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw Faults.Denied(
                e, await UseAsync(new SchemaSetup(this, _options).FindMissingAsync, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (PostgresFaults.IsFault(e))
        {
            throw Faults.Of(e);
        }
        catch (FormatException e)
        {
            throw Faults.Damaged(e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw Faults.Damaged(e);
        }
    }

    private static async ValueTask<NpgsqlDataReader> OpenAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        await command.ExecuteReaderAsync(CommandBehavior.CloseConnection, cancellationToken).ConfigureAwait(false);

    private static async ValueTask<T?> FirstCoreAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            T? first = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? map(reader) : default;

            await EndAsync(reader, cancellationToken).ConfigureAwait(false);
            return first;
        }
    }

    private static async ValueTask<List<T>> AllCoreAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            List<T> all = [];
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                all.Add(map(reader));
            }

            await EndAsync(reader, cancellationToken).ConfigureAwait(false);
            return all;
        }
    }

    /// <summary>Reads to the end, because a failed commit is reported there.</summary>
    private static async ValueTask EndAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }
    }
}
