using Npgsql;
using Reliability.Hosting;
using Reliability.Storage;
using Reliability.Storage.Postgres;

namespace Reliability;

/// <summary>Keeps a set-up's data in PostgreSQL.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Keeps all roles in a PostgreSQL database, in the schema <c>reliability</c>, which is created when it is absent.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="connectionString">How to reach the database: <c>Host=db;Database=shop;Username=shop;Password=...</c>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is not one.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, string connectionString)
        where TBuilder : IReliabilityBuilder => builder.UsePostgres(connectionString, StorageRoles.All);

    /// <summary>Keeps some roles in a PostgreSQL database, in the schema <c>reliability</c>, which is created when it is absent.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="connectionString">How to reach the database: <c>Host=db;Database=shop;Username=shop;Password=...</c>.</param>
    /// <param name="roles">The roles.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is not one.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, string connectionString, StorageRoles roles)
        where TBuilder : IReliabilityBuilder => builder.UsePostgres(options => options.ConnectionString = connectionString, roles);

    /// <summary>Keeps all roles in a PostgreSQL database.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="configure">Says how to reach the database, and changes what else there is to change.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, Action<PostgresStoreOptions> configure)
        where TBuilder : IReliabilityBuilder => builder.UsePostgres(configure, StorageRoles.All);

    /// <summary>Keeps some roles in a PostgreSQL database.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="configure">Says how to reach the database, and changes what else there is to change.</param>
    /// <param name="roles">The roles.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, Action<PostgresStoreOptions> configure, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PostgresStoreOptions();
        configure(options);
        PostgresStoreOptions.RequireValid(options);
        builder.SetStore(roles, _ => new PostgresStore(options));
        return builder;
    }

    /// <summary>Keeps all roles in the database of a data source that belongs to the application and is never disposed here.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="dataSource">The application's connections; see <see cref="PostgresStoreOptions.DataSource"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, NpgsqlDataSource dataSource)
        where TBuilder : IReliabilityBuilder => builder.UsePostgres(dataSource, StorageRoles.All);

    /// <summary>Keeps some roles in the database of a data source that belongs to the application and is never disposed here.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="dataSource">The application's connections; see <see cref="PostgresStoreOptions.DataSource"/>.</param>
    /// <param name="roles">The roles.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, NpgsqlDataSource dataSource, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.UsePostgres(_ => dataSource, _ => { }, roles);
    }

    /// <summary>Keeps some roles in the database of a data source that belongs to the application and is never disposed here.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="dataSource">The application's connections; see <see cref="PostgresStoreOptions.DataSource"/>.</param>
    /// <param name="configure">Changes what else there is to change, such as the schema; not how to reach the database.</param>
    /// <param name="roles">The roles, such as <see cref="StorageRoles.All"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(
        this TBuilder builder, NpgsqlDataSource dataSource, Action<PostgresStoreOptions> configure, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.UsePostgres(_ => dataSource, configure, roles);
    }

    /// <summary>Keeps all roles in the database of a data source among the application's services, which is never disposed here.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="dataSource">Finds the data source.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource)
        where TBuilder : IReliabilityBuilder => builder.UsePostgres(dataSource, StorageRoles.All);

    /// <summary>Keeps some roles in the database of a data source among the application's services, which is never disposed here.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="dataSource">Finds the data source.</param>
    /// <param name="roles">The roles.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, StorageRoles roles)
        where TBuilder : IReliabilityBuilder => builder.UsePostgres(dataSource, _ => { }, roles);

    /// <summary>Keeps some roles in the database of a data source among the application's services, which is never disposed here.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="dataSource">Finds the data source, when a role is first needed.</param>
    /// <param name="configure">Changes what else there is to change, such as the schema; not how to reach the database.</param>
    /// <param name="roles">The roles, such as <see cref="StorageRoles.All"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(
        this TBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<PostgresStoreOptions> configure, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PostgresStoreOptions();
        configure(options);
        PostgresStoreOptions.RequireValidWithoutSource(options);
        builder.SetStore(roles, context =>
        {
            PostgresStoreOptions complete = options.Copy();
            complete.DataSource = dataSource(context.Services);
            return new PostgresStore(complete);
        });
        return builder;
    }
}
