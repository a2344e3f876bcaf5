namespace Reliability.TestServers;

/// <summary>How a <see cref="PostgresServer"/> is set up.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>
    /// Whether writes are forced to the disk, as a production server does. Off by default, for speed: committed rows then survive
    /// the death of the server, though not that of the machine.
    /// </summary>
    public bool Fsync { get; init; }

    /// <summary>More settings, such as <c>["work_mem=64MB"]</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
