using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;

namespace Reliability.Guarantees;

/// <summary>Names a store in one line of text, so that a process can be told which to open.</summary>
/// <param name="Kind">sqlite, postgres or redis.</param>
/// <param name="Space">What keeps the tests of one server apart: a prefix or a schema.</param>
/// <param name="Connection">The file or the connection string.</param>
internal sealed record StoreAddress(string Kind, string Space, string Connection)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static StoreAddress Sqlite(string file) => new("sqlite", "default", file);

    public static StoreAddress Redis(string connection, string space) => new("redis", space, connection);

    public static StoreAddress Postgres(string connection, string space) => new("postgres", space, connection);

    public static StoreAddress Parse(string text)
    {
        string[] parts = text.Split('|', 3);
        return new StoreAddress(parts[0], parts[1], parts[2]);
    }

    public override string ToString() => $"{Kind}|{Space}|{Connection}";

    /// <param name="timeout">How long a call may take.</param>
    /// <param name="timeProvider">Whose monotonic time bounds trimming, for a store without a clock of its own.</param>
    public IReliabilityStore Open(TimeSpan? timeout = null, TimeProvider? timeProvider = null) => Kind switch
    {
        "sqlite" => new SqliteStore(new SqliteStoreOptions
        {
            Path = Connection,
            Namespace = Space,
            BusyTimeout = timeout ?? Patience,
            TimeProvider = timeProvider,
        }),
        "redis" => new RedisStore(new RedisStoreOptions
        {
            Configuration = Connection,
            Prefix = Space,
            OperationTimeout = timeout ?? Patience,
        }),
        "postgres" => new PostgresStore(new PostgresStoreOptions
        {
            ConnectionString = Connection,
            Schema = Space,
            CommandTimeout = timeout ?? Patience,
        }),
        _ => throw new ArgumentException($"No store is of kind '{Kind}'."),
    };
}
