using Reliability.Common.Internal;
using Reliability.Hosting;
using Reliability.Storage.Postgres;

namespace Reliability;

/// <summary>Provides methods that store the data of a setup in PostgreSQL.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>
    /// Stores data in a PostgreSQL database, which the section <c>Stores:Postgres</c> of the setup's configuration names.
    /// </summary>
    /// <remarks>What is missing or not valid in the section stops the host at start.</remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder)
        where TBuilder : IReliabilityBuilder => builder.UsePostgres(_ => { });

    /// <summary>Stores data in a PostgreSQL database, over connections that the store owns.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="connectionString">The connection string of Npgsql: <c>Host=db;Database=shop;Username=shop;Password=...</c>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is not a connection string.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, string connectionString)
        where TBuilder : IReliabilityBuilder
    {
        PostgresStoreOptions.RequireValid(new PostgresStoreOptions { ConnectionString = connectionString });
        return builder.UsePostgres(options => options.ConnectionString = connectionString);
    }

    /// <summary>
    /// Stores data in a PostgreSQL database. The section <c>Stores:Postgres</c> of the setup's configuration is read first.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="configure">
    /// Sets <see cref="PostgresStoreOptions.ConnectionString"/>, or <see cref="PostgresStoreOptions.DataSource"/> or
    /// <see cref="PostgresStoreOptions.DataSourceFactory"/> for connections of the application, and changes the other options.
    /// </param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="configure"/> sets a value that is outside its range.</exception>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, Action<PostgresStoreOptions> configure)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PostgresStoreOptions();
        if (StoreSetup.Read(builder, "Postgres", options.Settings, () => configure(options), options.Faults))
        {
            builder.SetStore(options.Roles, context => new PostgresStore(options.Resolve(context.Services)));
        }

        return builder;
    }
}
