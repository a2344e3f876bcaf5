namespace Reliability.TestServers;

/// <summary>What a <see cref="RedisServer"/> writes to its disk.</summary>
public enum RedisPersistence
{
    /// <summary>Nothing: a restart finds it empty.</summary>
    None,

    /// <summary>The append-only file, forced to the disk every second.</summary>
    AppendOnlyEverySecond,

    /// <summary>The append-only file, forced to the disk with every write.</summary>
    AppendOnlyAlways,
}
