using Reliability.TestServers;

namespace Reliability.Guarantees.Tests;

/// <summary>A new, empty store of each kind, on the servers that the tests of this process share.</summary>
internal static class Stores
{
    private static int _spaces;

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
