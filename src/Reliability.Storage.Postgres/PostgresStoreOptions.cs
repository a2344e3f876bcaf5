using Npgsql;
using Reliability.Storage.Postgres.Internal;

namespace Reliability.Storage.Postgres;

/// <summary>Where a PostgreSQL store keeps its data and how it talks to the server.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>The shortest legal <see cref="CommandTimeout"/>: one second.</summary>
    public static readonly TimeSpan MinCommandTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The longest legal <see cref="CommandTimeout"/>: one hour.</summary>
    public static readonly TimeSpan MaxCommandTimeout = TimeSpan.FromHours(1);

    /// <summary>How to reach the database, in Npgsql's words. The store opens and closes its own connections.</summary>
    /// <value>Required, unless <see cref="DataSource"/> is set. Example: <c>Host=db;Database=shop;Username=shop;Password=...</c>.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Connections that belong to the application. The store borrows them and never disposes their source.</summary>
    /// <value>Default: none. One that was built by <see cref="NpgsqlSlimDataSourceBuilder"/> must have arrays enabled (<c>EnableArrays</c>).</value>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>The schema that holds the store's tables. Different ones share nothing.</summary>
    /// <value>1 to 63 letters, digits or underscores of ASCII, starting with a letter or underscore, and not with <c>pg_</c>; upper and lower case differ. Default: <c>reliability</c>.</value>
    public string Schema { get; set; } = PostgresSchema.DefaultName;

    /// <summary>What to do about the schema before the store is used.</summary>
    /// <value>Default: <see cref="PostgresSchemaMode.CreateOrUpgrade"/>.</value>
    public PostgresSchemaMode SchemaMode { get; set; }

    /// <summary>How long a statement may take before the call fails.</summary>
    /// <value><see cref="MinCommandTimeout"/> to <see cref="MaxCommandTimeout"/>, rounded up to whole seconds. Default: 30 seconds.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The roles of storage that a setup keeps here. The store itself serves all of them.</summary>
    /// <value>One or more of <see cref="StorageRoles"/>. Default: <see cref="StorageRoles.All"/>.</value>
    public StorageRoles Roles { get; set; } = StorageRoles.All;

    internal PostgresStoreOptions Copy() => (PostgresStoreOptions)MemberwiseClone();

    /// <summary>Throws an <see cref="ArgumentException"/> that names the illegal setting and what would be legal.</summary>
    internal static void RequireValid(PostgresStoreOptions options) => Require(options, options => options.Fault());

    /// <summary>The same for options whose data source comes later, from the application's services.</summary>
    internal static void RequireValidWithoutSource(PostgresStoreOptions options) => Require(
        options,
        options => options.ConnectionString is not null || options.DataSource is not null
            ? $"{nameof(ConnectionString)} and {nameof(DataSource)} must stay null: the application's data source was given."
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
                ? $"{nameof(ConnectionString)} must say how to reach the database, such as 'Host=db;Database=shop;Username=shop;Password=...', unless {nameof(DataSource)} is set."
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
            return $"{nameof(SchemaMode)} must be {nameof(PostgresSchemaMode.CreateOrUpgrade)}, {nameof(PostgresSchemaMode.Validate)} or {nameof(PostgresSchemaMode.None)}; it is {(int)SchemaMode}.";
        }

        return CommandTimeout < MinCommandTimeout || CommandTimeout > MaxCommandTimeout
            ? $"{nameof(CommandTimeout)} must be from {MinCommandTimeout} to {MaxCommandTimeout}; it is {CommandTimeout}."
            : null;
    }
}
