using Reliability.Common.Internal;
using Reliability.Hosting;
using Reliability.Storage.Sqlite;

namespace Reliability;

/// <summary>Provides methods that store the data of a setup in a SQLite file.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Stores data in a SQLite file, which is created if it does not exist.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="path">The path of the file. Its folder must exist.</param>
    /// <param name="configure">Changes the other options, such as <see cref="SqliteStoreOptions.Roles"/>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="path"/> does not name a file, or a setting is outside its range.</exception>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder, string path, Action<SqliteStoreOptions>? configure = null)
        where TBuilder : IReliabilityBuilder
    {
        SqliteStoreOptions.RequireValid(new SqliteStoreOptions { Path = path });
        return builder.UseSqlite(options =>
        {
            options.Path = path;
            configure?.Invoke(options);
        });
    }

    /// <summary>Stores data in a SQLite file, which the section <c>Stores:Sqlite</c> of the setup's configuration names.</summary>
    /// <remarks>What is missing or not valid in the section stops the host at start.</remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder)
        where TBuilder : IReliabilityBuilder => builder.UseSqlite(_ => { });

    /// <summary>Stores data in a SQLite file. The section <c>Stores:Sqlite</c> of the setup's configuration is read first.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="configure">Sets the path of the file, unless configuration does, and changes the other options.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="configure"/> sets a value that is outside its range.</exception>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder, Action<SqliteStoreOptions> configure)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new SqliteStoreOptions();
        if (StoreSetup.Read(builder, "Sqlite", options.Settings, () => configure(options), options.Faults))
        {
            builder.SetStore(options.Roles, context => new SqliteStore(options, context.TimeProvider));
        }

        return builder;
    }
}
