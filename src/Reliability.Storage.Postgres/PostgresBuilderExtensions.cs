using Npgsql;
using Reliability.Hosting;
using Reliability.Storage.Postgres;

namespace Reliability;

/// <summary>Provides methods that store the data of a setup in PostgreSQL.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Stores data in a PostgreSQL database, over connections that the store owns.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="connectionString">The connection string of Npgsql: <c>Host=db;Database=shop;Username=shop;Password=...</c>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is not a connection string.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, string connectionString)
        where TBuilder : IReliabilityBuilder => builder.UsePostgres(options => options.ConnectionString = connectionString);

    /// <summary>Stores data in a PostgreSQL database. The section <c>Stores:Postgres</c> of the setup's configuration is read first.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="configure">
    /// Sets <see cref="PostgresStoreOptions.ConnectionString"/>, or <see cref="PostgresStoreOptions.DataSource"/> for connections of the
    /// application, and changes the other options.
    /// </param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, Action<PostgresStoreOptions>? configure = null)
        where TBuilder : IReliabilityBuilder
    {
        var options = new PostgresStoreOptions();
        if (!builder.ReadStoreSettings("Postgres", options.Settings))
        {
            return builder;
        }

        configure?.Invoke(options);
        PostgresStoreOptions.RequireValid(options);
        builder.SetStore(options.Roles, _ => new PostgresStore(options));
        return builder;
    }

    /// <summary>
    /// Stores data in the database of a data source that the application registers as a service. The store never disposes it.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="dataSource">Returns the data source when a role is first used. See
    /// <see cref="PostgresStoreOptions.DataSource"/>.</param>
    /// <param name="configure">Changes the other options. It must not set <see cref="PostgresStoreOptions.ConnectionString"/> or
    /// <see cref="PostgresStoreOptions.DataSource"/>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(
        this TBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<PostgresStoreOptions>? configure = null)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        var options = new PostgresStoreOptions();
        if (!builder.ReadStoreSettings("Postgres", options.Settings))
        {
            return builder;
        }

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
