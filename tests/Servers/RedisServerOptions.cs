namespace Reliability.TestServers;

/// <summary>How a <see cref="RedisServer"/> is set up.</summary>
public sealed record RedisServerOptions
{
    /// <summary>What survives a restart; nothing by default.</summary>
    public RedisPersistence Persistence { get; init; }

    /// <summary>The password that clients need, if any.</summary>
    public string? Password { get; init; }

    /// <summary>Above this, writes are refused (<c>noeviction</c>); no limit by default.</summary>
    public long? MaxMemoryBytes { get; init; }

    /// <summary>More arguments for <c>redis-server</c>, such as <c>["--io-threads", "2"]</c>.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];
}
