namespace Reliability.Benchmarks.Storage.Series;

/// <summary>A store that is measured.</summary>
/// <param name="StartAsync">Starts it.</param>
/// <param name="FlushBound">The most that a flush with sketches may take, as a factor of one without.</param>
/// <param name="OpenPeerAsync">Opens the hand-written query at a connection string or path.</param>
internal sealed record SeriesTarget(Func<Task<StoreHost>> StartAsync, double FlushBound, Func<string, Task<IDayPeer>> OpenPeerAsync)
{
    public static SeriesTarget[] All { get; } =
    [
        new(StoreHost.StartSqliteAsync, 2, path => Task.FromResult<IDayPeer>(new SqliteDays(path))),
        new(StoreHost.StartPostgresAsync, 1.5, connection => Task.FromResult<IDayPeer>(new PostgresDays(connection))),
        new(StoreHost.StartRedisAsync, 2, RedisDays.StartAsync),
    ];
}
