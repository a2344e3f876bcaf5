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
    /// <value>Required, unless <see cref="DataSource"/> is set. Example: <c>Host=db;Database=shop;Username=shop;Password=...</c>.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets a data source that belongs to the application. The store uses its connections and never disposes it.</summary>
    /// <value>Default: none. A data source that <see cref="NpgsqlSlimDataSourceBuilder"/> builds must have arrays enabled
    /// (<c>EnableArrays</c>).</value>
    public NpgsqlDataSource? DataSource { get; set; }

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
    internal IReadOnlyDictionary<string, Action<string>> Settings => new Dictionary<string, Action<string>>
    {
        [nameof(ConnectionString)] = text => ConnectionString = text,
        [nameof(Schema)] = text => Schema = text,
        [nameof(SchemaMode)] = text => SchemaMode = SettingText.RequireWord<PostgresSchemaMode>(text),
        [nameof(CommandTimeout)] = text => CommandTimeout = SettingText.RequireDuration(text),
        [nameof(Roles)] = text => Roles = SettingText.RequireWord<StorageRoles>(text),
    };

    internal PostgresStoreOptions Copy() => (PostgresStoreOptions)MemberwiseClone();

    /// <summary>Throws an <see cref="ArgumentException"/> that names the invalid setting and its valid values.</summary>
    internal static void RequireValid(PostgresStoreOptions options) => Require(options, options => options.Fault());

    /// <summary>Validates options whose data source comes later, from the services of the application.</summary>
    internal static void RequireValidWithoutSource(PostgresStoreOptions options) => Require(
        options,
        options => options.ConnectionString is not null || options.DataSource is not null
            ? $"{nameof(ConnectionString)} and {nameof(DataSource)} must stay null, because the call passes a data source of the "
                + "application."
            : options.SettingsFault());

    private static void Require(PostgresStoreOptions options, Func<PostgresStoreOptions, string?> check)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (check(options) is { } fault)
        {
            throw new ArgumentException($"{nameof(PostgresStoreOptions)}.{fault}", nameof(options));
        }
    }

    private string? Fault()
    {
        if ((ConnectionString is null) == (DataSource is null))
        {
            return ConnectionString is null
                ? $"{nameof(ConnectionString)} must be set to a connection string, such as "
                    + $"'Host=db;Database=shop;Username=shop;Password=...', unless {nameof(DataSource)} is set."
                : $"{nameof(ConnectionString)} and {nameof(DataSource)} exclude each other; set one of them.";
        }

        if (ConnectionString is not null && ConnectionText.Fault(ConnectionString) is { } fault)
        {
            return $"{nameof(ConnectionString)} {fault}";
        }

        return SettingsFault();
    }

    private string? SettingsFault()
    {
        if (SchemaName.Fault(Schema) is { } schemaFault)
        {
            return $"{nameof(Schema)} {schemaFault}";
        }

        if (SchemaMode is < PostgresSchemaMode.CreateOrUpgrade or > PostgresSchemaMode.None)
        {
            return $"{nameof(SchemaMode)} must be {nameof(PostgresSchemaMode.CreateOrUpgrade)}, {nameof(PostgresSchemaMode.Validate)} or "
                + $"{nameof(PostgresSchemaMode.None)}; it is {(int)SchemaMode}.";
        }

        return CommandTimeout < MinCommandTimeout || CommandTimeout > MaxCommandTimeout
            ? $"{nameof(CommandTimeout)} must be from {MinCommandTimeout} to {MaxCommandTimeout}; it is {CommandTimeout}."
            : null;
    }
}
