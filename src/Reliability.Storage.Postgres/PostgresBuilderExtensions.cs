using Npgsql;
using Reliability.Hosting;
using Reliability.Storage.Postgres;

namespace Reliability;

/// <summary>Keeps the data of a setup in PostgreSQL.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Keeps data in a PostgreSQL database, over connections of the store's own.</summary>
    /// <param name="builder">The setup.</param>
    /// <param name="connectionString">The connection string of Npgsql: <c>Host=db;Database=shop;Username=shop;Password=...</c>.</param>
    /// <param name="configure">Changes the other options, such as <see cref="PostgresStoreOptions.Roles"/> or <see cref="PostgresStoreOptions.Schema"/>.</param>
    /// <typeparam name="TBuilder">The type of the setup.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is not one, or a setting is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, string connectionString, Action<PostgresStoreOptions>? configure = null)
        where TBuilder : IReliabilityBuilder => builder.UsePostgres(options =>
        {
            options.ConnectionString = connectionString;
            configure?.Invoke(options);
        });

    /// <summary>Keeps data in a PostgreSQL database.</summary>
    /// <param name="builder">The setup.</param>
    /// <param name="configure">
    /// Sets <see cref="PostgresStoreOptions.ConnectionString"/>, or <see cref="PostgresStoreOptions.DataSource"/> for connections of the application, and changes the other options.
    /// </param>
    /// <typeparam name="TBuilder">The type of the setup.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, Action<PostgresStoreOptions> configure)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PostgresStoreOptions();
        configure(options);
        PostgresStoreOptions.RequireValid(options);
        builder.SetStore(options.Roles, _ => new PostgresStore(options));
        return builder;
    }

    /// <summary>Keeps data in the database of a data source among the application's services, which the store never disposes.</summary>
    /// <param name="builder">The setup.</param>
    /// <param name="dataSource">Finds the data source when a role is first needed; see <see cref="PostgresStoreOptions.DataSource"/>.</param>
    /// <param name="configure">Changes the other options; not how to reach the database.</param>
    /// <typeparam name="TBuilder">The type of the setup.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(
        this TBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<PostgresStoreOptions>? configure = null)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        var options = new PostgresStoreOptions();
        configure?.Invoke(options);
        PostgresStoreOptions.RequireValidWithoutSource(options);
        builder.SetStore(options.Roles, context =>
        {
            PostgresStoreOptions complete = options.Copy();
            complete.DataSource = dataSource(context.Services);
            return new PostgresStore(complete);
        });
        return builder;
    }
}
