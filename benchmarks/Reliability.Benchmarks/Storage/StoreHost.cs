using System.Globalization;
using Microsoft.Data.Sqlite;
using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;
using Reliability.TestServers;

namespace Reliability.Benchmarks.Storage;

/// <summary>A place for data that any number of stores open, each with connections of its own, as processes do.</summary>
/// <param name="name">The name of the store.</param>
/// <param name="open">Opens a store, at another port if one is given.</param>
/// <param name="tidyAsync">What the server would do by itself in time.</param>
/// <param name="sizeAsync">How many bytes are taken.</param>
/// <param name="port">Where the server listens; null without a server.</param>
/// <param name="closeAsync">Ends it and removes all it had.</param>
internal sealed class StoreHost(
    string name,
    Func<int?, IReliabilityStore> open,
    Func<Task> tidyAsync,
    Func<Task<long>> sizeAsync,
    int? port,
    Func<Task> closeAsync) : IAsyncDisposable
{
    public string Name { get; } = name;

    public int? Port { get; } = port;

    /// <summary>Gets the path of the file, or how to connect to the server.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Gets what a flush costs the server by its own count; null without a server.</summary>
    public FlushCost? FlushCost { get; init; }

    /// <summary>Gets how to find the process of the server, whose children serve, too; null without a server.</summary>
    public Func<Task<int>>? ProcessIdAsync { get; init; }

    /// <summary>How each durable store is started.</summary>
    public static Func<Task<StoreHost>>[] Durable { get; } = [StartSqliteAsync, StartPostgresAsync, StartRedisAsync];

    /// <summary>How each store is started.</summary>
    public static Func<Task<StoreHost>>[] All { get; } = [StartMemoryAsync, .. Durable];

    /// <summary>Opens a store with its own connections.</summary>
    /// <param name="throughPort">A proxy's port in front of the server.</param>
    public IReliabilityStore Open(int? throughPort = null) => open(throughPort);

    /// <summary>Does what the server would do by itself in time; a fill that is faster than time does not leave it any.</summary>
    public Task TidyAsync() => tidyAsync();

    /// <summary>
    /// What is taken while no store is open: the server's memory, or the tables with their indexes or the file after VACUUM.
    /// </summary>
    public Task<long> SizeAsync() => sizeAsync();

    public ValueTask DisposeAsync() => new(closeAsync());

    private static Task Nothing() => Task.CompletedTask;

    private static Task<StoreHost> StartMemoryAsync()
    {
        var store = new InMemoryStore();
        return Task.FromResult(new StoreHost("in memory", _ => store, Nothing, () => Task.FromResult(0L), null, Nothing)
        {
            ConnectionString = "",
        });
    }

    public static Task<StoreHost> StartSqliteAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("reliability-");
        string path = Path.Combine(folder.FullName, "store.db");
        return Task.FromResult(new StoreHost(
            "SQLite",
            _ => new SqliteStore(new SqliteStoreOptions { Path = path, BusyTimeout = TimeSpan.FromMinutes(1) }),
            Nothing,
            async () =>
            {
                await using var connection = new SqliteConnection(
                    new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
                await connection.OpenAsync();
                await using SqliteCommand vacuum = connection.CreateCommand();
                vacuum.CommandText = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)";
                await vacuum.ExecuteNonQueryAsync();
                return new FileInfo(path).Length;
            },
            null,
            () =>
            {
                folder.Delete(recursive: true);
                return Task.CompletedTask;
            })
        {
            ConnectionString = path,
        });
    }

    public static async Task<StoreHost> StartPostgresAsync()
    {
        PostgresServer server = await PostgresServer.StartAsync();
        return new StoreHost(
            "PostgreSQL",
            port =>
                new PostgresStore(new PostgresStoreOptions
                {
                    ConnectionString = server.ConnectionString + (port is null ? "" : $";Port={port}"),
                }),
            async () => await server.SqlAsync("VACUUM"),
            async () =>
            {
                await server.SqlAsync("VACUUM");
                string size = await server.SqlAsync(
                    "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                        + "'reliability'::regnamespace");
                return long.Parse(size, CultureInfo.InvariantCulture);
            },
            server.Port,
            () => server.DisposeAsync().AsTask())
        {
            ConnectionString = server.ConnectionString,
            FlushCost = new FlushCost(
                "write-ahead log", "KB", async () => await NumberAsync("SELECT pg_current_wal_insert_lsn() - '0/0'") / 1024),
            ProcessIdAsync = async () => (int)await NumberAsync(@"SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)"),
        };

        async Task<double> NumberAsync(string query) => double.Parse(await server.SqlAsync(query), CultureInfo.InvariantCulture);
    }

    public static async Task<StoreHost> StartRedisAsync()
    {
        RedisServer server = await RedisServer.StartAsync();
        return new StoreHost(
            "Redis",
            port =>
                new RedisStore(new RedisStoreOptions
                {
                    Configuration = $"{server.Host}:{port ?? server.Port}",
                    OperationTimeout = TimeSpan.FromMinutes(1),
                }),
            Nothing,
            async () => (long)await NumberAsync("memory", "used_memory:"),
            server.Port,
            () => server.DisposeAsync().AsTask())
        {
            ConnectionString = server.ConnectionString,
            FlushCost = new FlushCost(
                "time in which nobody else is served", "ms", async () => await NumberAsync("commandstats", "cmdstat_evalsha:") / 1000),
            ProcessIdAsync = async () => (int)await NumberAsync("server", "process_id:"),
        };

        // A line is "used_memory:1024", or "cmdstat_evalsha:calls=2,usec=1024,...".
        async Task<double> NumberAsync(string section, string name)
        {
            string[] lines = (await server.CommandAsync("INFO", section)).Split("\r\n");
            string line = lines.Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..];
            string number = line.Split(',').Single(part => !part.Contains('=', StringComparison.Ordinal)
                || part.StartsWith("usec=", StringComparison.Ordinal));
            return double.Parse(number.Split('=')[^1], CultureInfo.InvariantCulture);
        }
    }
}
