namespace Reliability.Storage.Sqlite;

/// <summary>Where a SQLite store keeps its data and how it waits for others who use the file.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The longest legal <see cref="BusyTimeout"/>: one hour.</summary>
    public static readonly TimeSpan MaxBusyTimeout = TimeSpan.FromHours(1);

    /// <summary>The database file, which is created when it is absent; its folder must exist.</summary>
    /// <value>
    /// Required. A relative path starts at the current directory at the time the store is constructed. The folder must be
    /// writable and on a local disk: SQLite keeps two companion files (<c>-wal</c>, <c>-shm</c>) beside it.
    /// </value>
    public string Path { get; set; } = "";

    /// <summary>Separates several users of one file, who then see nothing of each other.</summary>
    /// <value>1 to 200 bytes of UTF-8 without control characters. Default: <c>default</c>.</value>
    public string Namespace { get; set; } = "default";

    /// <summary>How long to wait for another process that is writing the file before the call fails.</summary>
    /// <value>Zero (do not wait) to <see cref="MaxBusyTimeout"/>. Default: 5 seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Its monotonic time (<see cref="TimeProvider.GetTimestamp"/>) moves the horizon by which series are trimmed.</summary>
    /// <remarks>Its time of day is never read. Leases go by SQLite's own time, which is the machine's.</remarks>
    /// <value>Default: <see langword="null"/>, which means that of the set-up, and the machine's where there is no set-up.</value>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>The roles of storage that a setup keeps here. The store itself serves all of them.</summary>
    /// <value>One or more of <see cref="StorageRoles"/>. Default: <see cref="StorageRoles.All"/>.</value>
    public StorageRoles Roles { get; set; } = StorageRoles.All;

    /// <summary>Throws an <see cref="ArgumentException"/> that names the illegal setting and what would be legal.</summary>
    internal static void RequireValid(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }
    }

    private string? Fault()
    {
        if (string.IsNullOrWhiteSpace(Path) || Path.Contains('\0', StringComparison.Ordinal))
        {
            return $"{nameof(SqliteStoreOptions)}.{nameof(Path)} must name a file, such as 'reliability.db'.";
        }

        if (BusyTimeout < TimeSpan.Zero || BusyTimeout > MaxBusyTimeout)
        {
            return $"{nameof(SqliteStoreOptions)}.{nameof(BusyTimeout)} must be from {TimeSpan.Zero} to {MaxBusyTimeout}; it is {BusyTimeout}.";
        }

        try
        {
            _ = new SeriesId(Namespace, Namespace); // the one rule for names
            return null;
        }
        catch (ArgumentException e)
        {
            return $"{nameof(SqliteStoreOptions)}.{nameof(Namespace)} is illegal. {e.Message}";
        }
    }
}
