namespace Reliability.TestServers;

/// <summary>
/// One server of each kind for all the tests of a process, started when first asked for and stopped when the process ends. Tests
/// keep apart by key prefixes and databases of their own, and do not kill or reconfigure what they share.
/// </summary>
public static class SharedServers
{
    private static readonly Lazy<Task<RedisServer>> Redis = new(() => RedisServer.StartAsync());
    private static readonly Lazy<Task<RedisCluster>> Cluster = new(() => RedisCluster.StartAsync());
    private static readonly Lazy<Task<PostgresServer>> Postgres = new(() => PostgresServer.StartAsync());

    /// <summary>A Redis without persistence and password.</summary>
    public static Task<RedisServer> RedisAsync() => Redis.Value;

    /// <summary>A Redis Cluster of three masters without replicas.</summary>
    public static Task<RedisCluster> RedisClusterAsync() => Cluster.Value;

    /// <summary>A PostgreSQL without fsync.</summary>
    public static Task<PostgresServer> PostgresAsync() => Postgres.Value;
}
