using System.Globalization;
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

    /// <summary>How each durable store is started.</summary>
    public static Func<Task<StoreHost>>[] Durable { get; } = [StartSqliteAsync, StartPostgresAsync, StartRedisAsync];

    /// <summary>How each store is started.</summary>
    public static Func<Task<StoreHost>>[] All { get; } = [StartMemoryAsync, .. Durable];

    /// <summary>Opens a store with its own connections.</summary>
    /// <param name="throughPort">A proxy's port in front of the server.</param>
    public IReliabilityStore Open(int? throughPort = null) => open(throughPort);

    /// <summary>Does what the server would do by itself in time; a fill that is faster than time does not leave it any.</summary>
    public Task TidyAsync() => tidyAsync();

    /// <summary>What is taken while no store is open: the server's memory, the tables with their indexes after VACUUM, the file.</summary>
    public Task<long> SizeAsync() => sizeAsync();

    public ValueTask DisposeAsync() => new(closeAsync());

    private static Task Nothing() => Task.CompletedTask;

    private static Task<StoreHost> StartMemoryAsync()
    {
        var store = new InMemoryStore();
        return Task.FromResult(new StoreHost("in memory", _ => store, Nothing, () => Task.FromResult(0L), null, Nothing));
    }

    private static Task<StoreHost> StartSqliteAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("reliability-");
        string path = Path.Combine(folder.FullName, "store.db");
        return Task.FromResult(new StoreHost(
            "SQLite",
            _ => new SqliteStore(new SqliteStoreOptions { Path = path, BusyTimeout = TimeSpan.FromMinutes(1) }),
            Nothing,
            () => Task.FromResult(new FileInfo(path).Length),
            null,
            () =>
            {
                folder.Delete(recursive: true);
                return Task.CompletedTask;
            }));
    }

    private static async Task<StoreHost> StartPostgresAsync()
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
            () => server.DisposeAsync().AsTask());
    }

    private static async Task<StoreHost> StartRedisAsync()
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
            async () =>
            {
                string[] memory = (await server.CommandAsync("INFO", "memory")).Split("\r\n");
                return long.Parse(
                    memory.Single(line => line.StartsWith("used_memory:", StringComparison.Ordinal))["used_memory:".Length..],
                    CultureInfo.InvariantCulture);
            },
            server.Port,
            () => server.DisposeAsync().AsTask());
    }
}
