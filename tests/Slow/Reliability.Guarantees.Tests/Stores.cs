using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Guarantees.Tests;

/// <summary>A new, empty store of each kind, on the servers that the tests of this process share.</summary>
internal static class Stores
{
    private static readonly string[] Kinds = ["memory", "SQLite", "PostgreSQL", "Redis", "Redis Cluster"];
    private static int _spaces;

    /// <summary>Every kind with every kind, the one in memory included.</summary>
    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (string from in Kinds)
        {
            foreach (string to in Kinds)
            {
                pairs.Add(from, to);
            }
        }

        return pairs;
    }

    /// <summary>A number for each pair of kinds.</summary>
    public static int SeedOf(string from, string to) => (Kinds.Length * Array.IndexOf(Kinds, from)) + Array.IndexOf(Kinds, to);

    /// <summary>Opens a new, empty store of a kind, which may be the one in memory.</summary>
    public static async Task<IReliabilityStore> OpenAsync(string kind, Files files) =>
        kind == "memory" ? new InMemoryStore() : (await NewAsync(kind, files)).Open();

    public static async Task<StoreAddress> NewAsync(string kind, Files files)
    {
        string space = $"space{Interlocked.Increment(ref _spaces)}";
        return kind switch
        {
            "SQLite" => StoreAddress.Sqlite(files[space + ".db"]),
            "PostgreSQL" => StoreAddress.Postgres((await SharedServers.PostgresAsync()).ConnectionString, space),
            "Redis" => StoreAddress.Redis((await SharedServers.RedisAsync()).ConnectionString, space),
            "Redis Cluster" => StoreAddress.Redis((await SharedServers.RedisClusterAsync()).ConnectionString, space),
            _ => throw new ArgumentException($"No store is named '{kind}'."),
        };
    }
}
