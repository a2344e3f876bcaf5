using Reliability.Common.Internal;

namespace Reliability.Storage.Sqlite;

/// <summary>Options of a SQLite store: where it stores its data and how it waits for other users of the file.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The maximum of <see cref="BusyTimeout"/>: one hour.</summary>
    public static readonly TimeSpan MaxBusyTimeout = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the path of the database file, which is created if it does not exist. Its folder must exist.</summary>
    /// <value>
    /// Required. A relative path is relative to the current directory at the time the store is constructed. The folder must be writable and
    /// on a local disk, because SQLite keeps two companion files (<c>-wal</c>, <c>-shm</c>) next to the file.
    /// </value>
    public string Path { get; set; } = "";

    /// <summary>Gets or sets the namespace of the data. Stores with different namespaces in one file share no data.</summary>
    /// <value>1 to 200 bytes of UTF-8 without control characters. Default: <c>default</c>.</value>
    public string Namespace { get; set; } = "default";

    /// <summary>Gets or sets how long a call waits for another process that writes to the file, before the call fails.</summary>
    /// <value>Zero (do not wait) to <see cref="MaxBusyTimeout"/>. Default: 5 seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets the time provider whose monotonic time (<see cref="TimeProvider.GetTimestamp"/>) advances the horizon by which series
    /// are trimmed.
    /// </summary>
    /// <remarks>Its time of day is never read. Leases use the time of SQLite, which is the clock of the machine.</remarks>
    /// <value>Default: <see langword="null"/>, which means the time provider of the setup, or that of the machine if there is no
    /// setup.</value>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Gets or sets the storage roles that a setup assigns to this store. The store itself supports all of them.</summary>
    /// <value>One or more of <see cref="StorageRoles"/>. Default: <see cref="StorageRoles.All"/>.</value>
    public StorageRoles Roles { get; set; } = StorageRoles.All;

    /// <summary>Gets the settings that configuration can set.</summary>
    internal IReadOnlyDictionary<string, Action<string>> Settings =>
        new Dictionary<string, Action<string>>(StringComparer.OrdinalIgnoreCase)
        {
            [nameof(Path)] = text => Path = text,
            [nameof(Namespace)] = text => Namespace = text,
            [nameof(BusyTimeout)] = text => BusyTimeout = SettingText.RequireDuration(text),
            [nameof(Roles)] = text => Roles = SettingText.RequireWord<StorageRoles>(text),
        };

    /// <summary>Throws an <see cref="ArgumentException"/> that names the invalid settings and their valid values.</summary>
    internal static void RequireValid(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        StoreSetup.Require("Sqlite", options.Faults(), nameof(options));
    }

    /// <summary>Returns the settings that are not valid, each with a sentence that begins with its name.</summary>
    internal IEnumerable<(string Setting, string Fault)> Faults()
    {
        if (string.IsNullOrWhiteSpace(Path) || Path.Contains('\0', StringComparison.Ordinal))
        {
            yield return (nameof(Path), $"{nameof(Path)} must name a file, such as 'reliability.db'.");
        }

        if (BusyTimeout < TimeSpan.Zero || BusyTimeout > MaxBusyTimeout)
        {
            yield return (
                nameof(BusyTimeout),
                $"{nameof(BusyTimeout)} must be from {TimeSpan.Zero} to {MaxBusyTimeout}; it is {BusyTimeout}.");
        }

        if (NamespaceFault() is { } fault)
        {
            yield return (nameof(Namespace), $"{nameof(Namespace)} is not valid. {fault}");
        }

        if (StoreSetup.RolesFault(Roles) is { } roles)
        {
            yield return (nameof(Roles), roles);
        }
    }

    private string? NamespaceFault()
    {
        try
        {
            _ = new SeriesId(Namespace, Namespace); // the one rule for names
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
