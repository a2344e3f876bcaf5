using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;
using Reliability.TestServers;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// A new, empty place where data lies, which any number of processes open. It keeps its own time: the server's, or that of this machine.
/// </summary>
internal sealed class SharedStore : IAsyncDisposable
{
    public const string Memory = "memory";
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";
    public const string Redis = "Redis";
    public const string Cluster = "Redis Cluster";

    private static readonly string Run = Guid.NewGuid().ToString("N")[..8];
    private static int _spaces;

    private readonly Func<IReliabilityStore> _open;
    private readonly Action _remove;
    private readonly List<IReliabilityStore> _opened = [];

    private SharedStore(string kind, Func<IReliabilityStore> open, Action remove)
    {
        Kind = kind;
        _open = open;
        _remove = remove;
    }

    /// <summary>Every kind of store, for theories.</summary>
    public static TheoryData<string> Kinds { get; } = new(Memory, Sqlite, Postgres, Redis, Cluster);

    public string Kind { get; }

    /// <param name="kind">The kind of store.</param>
    /// <param name="clock">
    /// The clock of a store that has none of its own: by it, SQLite and memory advance their horizons; the machine's when left out.
    /// </param>
    public static Task<SharedStore> NewAsync(string kind, TimeProvider? clock = null)
    {
        ScenarioTime.Begin();
        return CreateAsync(kind, clock);
    }

    private static async Task<SharedStore> CreateAsync(string kind, TimeProvider? clock)
    {
        string space = $"shared_{Run}_{Interlocked.Increment(ref _spaces)}";
        switch (kind)
        {
            case Memory:
                // Leases of processes are told apart by their owners; the memory is one.
                var memory = new InMemoryStore(clock);
                return new SharedStore(kind, () => memory, () => { });
            case Sqlite:
                string folder = Directory.CreateTempSubdirectory("shared-").FullName;
                string file = Path.Combine(folder, "store.db");
                return new SharedStore(
                    kind,
                    () => new SqliteStore(new SqliteStoreOptions { Path = file, TimeProvider = clock }),
                    () => Directory.Delete(folder, recursive: true));
            case Postgres:
                string connection = (await SharedServers.PostgresAsync()).ConnectionString + ";Maximum Pool Size=4";
                return new SharedStore(
                    kind,
                    () => new PostgresStore(new PostgresStoreOptions { ConnectionString = connection, Schema = space }),
                    () => { });
            case Redis:
                return OfRedis((await SharedServers.RedisAsync()).ConnectionString);
            case Cluster:
                return OfRedis((await SharedServers.RedisClusterAsync()).ConnectionString);
            default:
                throw new ArgumentException($"No store is named '{kind}'.", nameof(kind));
        }

        SharedStore OfRedis(string configuration) =>
            new(kind, () => new RedisStore(new RedisStoreOptions { Configuration = configuration, Prefix = space }), () => { });
    }

    /// <summary>Opens the data as one more process does.</summary>
    public async Task<IReliabilityStore> OpenAsync()
    {
        IReliabilityStore store = _open();
        lock (_opened)
        {
            _opened.Add(store);
        }

        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IReliabilityStore store in _opened)
        {
            await store.DisposeAsync();
        }

        _remove();
    }
}
