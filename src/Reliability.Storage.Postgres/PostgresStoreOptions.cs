using Npgsql;
using Reliability.Common.Internal;
using Reliability.Storage.Postgres.Internal;

namespace Reliability.Storage.Postgres;

/// <summary>Options of a PostgreSQL store: where it stores its data and how it connects to the server.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>The minimum of <see cref="CommandTimeout"/>: one second.</summary>
    public static readonly TimeSpan MinCommandTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The maximum of <see cref="CommandTimeout"/>: one hour.</summary>
    public static readonly TimeSpan MaxCommandTimeout = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the connection string of Npgsql. The store opens and closes its own connections.</summary>
    /// <value>Required, unless <see cref="DataSource"/> or <see cref="DataSourceFactory"/> is set. Example:
    /// <c>Host=db;Database=shop;Username=shop;Password=...</c>.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets a data source that belongs to the application. The store uses its connections and never disposes it.</summary>
    /// <value>Default: none. A data source that <see cref="NpgsqlSlimDataSourceBuilder"/> builds must have arrays enabled
    /// (<c>EnableArrays</c>).</value>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>
    /// Gets or sets a function that returns a data source of the application from its services, when a role is first used. The store never
    /// disposes it.
    /// </summary>
    /// <value>Default: none. Only a setup uses it, because a store alone has no services.</value>
    public Func<IServiceProvider, NpgsqlDataSource>? DataSourceFactory { get; set; }

    /// <summary>Gets or sets the schema that contains the tables of the store. Different schemas share no data.</summary>
    /// <value>1 to 63 ASCII letters, digits or underscores, starting with a letter or underscore, but not with <c>pg_</c>. The name is
    /// case-sensitive. Default: <c>reliability</c>.</value>
    public string Schema { get; set; } = PostgresSchema.DefaultName;

    /// <summary>Gets or sets what the store does with the schema before its first use.</summary>
    /// <value>Default: <see cref="PostgresSchemaMode.CreateOrUpgrade"/>.</value>
    public PostgresSchemaMode SchemaMode { get; set; }

    /// <summary>Gets or sets how long a statement may take before the call fails.</summary>
    /// <value><see cref="MinCommandTimeout"/> to <see cref="MaxCommandTimeout"/>, rounded up to whole seconds. Default: 30 seconds.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the storage roles that a setup assigns to this store. The store itself supports all of them.</summary>
    /// <value>One or more of <see cref="StorageRoles"/>. Default: <see cref="StorageRoles.All"/>.</value>
    public StorageRoles Roles { get; set; } = StorageRoles.All;

    /// <summary>Gets the settings that configuration can set.</summary>
    internal IReadOnlyDictionary<string, Action<string>> Settings =>
        new Dictionary<string, Action<string>>(StringComparer.OrdinalIgnoreCase)
        {
            [nameof(ConnectionString)] = text => ConnectionString = text,
            [nameof(Schema)] = text => Schema = text,
            [nameof(SchemaMode)] = text => SchemaMode = SettingText.RequireWord<PostgresSchemaMode>(text),
            [nameof(CommandTimeout)] = text => CommandTimeout = SettingText.RequireDuration(text),
            [nameof(Roles)] = text => Roles = SettingText.RequireWord<StorageRoles>(text),
        };

    /// <summary>Throws an <see cref="ArgumentException"/> that names the invalid settings and their valid values.</summary>
    internal static void RequireValid(PostgresStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        StoreSetup.Require("Postgres", options.Faults(), nameof(options));
    }

    internal PostgresStoreOptions Copy() => (PostgresStoreOptions)MemberwiseClone();

    /// <summary>Returns options that need no services of the application.</summary>
    internal PostgresStoreOptions Resolve(IServiceProvider services)
    {
        if (DataSourceFactory is null)
        {
            return this;
        }

        PostgresStoreOptions resolved = Copy();
        (resolved.DataSource, resolved.DataSourceFactory) = (DataSourceFactory(services), null);
        return resolved;
    }

    /// <summary>Returns the settings that are not valid, each with a sentence that begins with its name.</summary>
    internal IEnumerable<(string Setting, string Fault)> Faults()
    {
        if (SourceFault() is { } source)
        {
            yield return (nameof(ConnectionString), source);
        }

        if (SchemaName.Fault(Schema) is { } schema)
        {
            yield return (nameof(Schema), $"{nameof(Schema)} {schema}");
        }

        if (SchemaMode is < PostgresSchemaMode.CreateOrUpgrade or > PostgresSchemaMode.None)
        {
            yield return (
                nameof(SchemaMode),
                $"{nameof(SchemaMode)} must be {nameof(PostgresSchemaMode.CreateOrUpgrade)}, {nameof(PostgresSchemaMode.Validate)} or "
                    + $"{nameof(PostgresSchemaMode.None)}; it is {(int)SchemaMode}.");
        }

        if (CommandTimeout < MinCommandTimeout || CommandTimeout > MaxCommandTimeout)
        {
            yield return (
                nameof(CommandTimeout),
                $"{nameof(CommandTimeout)} must be from {MinCommandTimeout} to {MaxCommandTimeout}; it is {CommandTimeout}.");
        }

        if (StoreSetup.RolesFault(Roles) is { } roles)
        {
            yield return (nameof(Roles), roles);
        }
    }

    private string? SourceFault()
    {
        string[] sources =
        [
            .. ConnectionString is null ? (string[])[] : [nameof(ConnectionString)],
            .. DataSource is null ? (string[])[] : [nameof(DataSource)],
            .. DataSourceFactory is null ? (string[])[] : [nameof(DataSourceFactory)],
        ];
        if (sources.Length != 1)
        {
            return sources.Length == 0
                ? $"{nameof(ConnectionString)} must be set to a connection string, such as "
                    + $"'Host=db;Database=shop;Username=shop;Password=...', unless {nameof(DataSource)} or {nameof(DataSourceFactory)} is "
                    + "set."
                : $"{string.Join(" and ", sources)} exclude each other; set one of them.";
        }

        return ConnectionString is not null && ConnectionText.Fault(ConnectionString) is { } fault
            ? $"{nameof(ConnectionString)} {fault}"
            : null;
    }
}
