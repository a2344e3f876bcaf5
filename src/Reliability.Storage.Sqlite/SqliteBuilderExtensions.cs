using Reliability.Hosting;
using Reliability.Storage;
using Reliability.Storage.Sqlite;

namespace Reliability;

/// <summary>Keeps a set-up's data in a SQLite file.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Keeps all data in a SQLite file, which is created when it is absent.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="path"/> does not name a file.</exception>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder, string path)
        where TBuilder : IReliabilityBuilder => builder.UseSqlite(path, StorageRoles.All);

    /// <summary>Keeps some roles of storage in a SQLite file, which is created when it is absent.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="roles">The roles.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="path"/> does not name a file, or there is no role.</exception>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder, string path, StorageRoles roles)
        where TBuilder : IReliabilityBuilder => builder.UseSqlite(options => options.Path = path, roles);

    /// <summary>Keeps all data in a SQLite file.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="configure">Names the file, and changes what else there is to change.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder, Action<SqliteStoreOptions> configure)
        where TBuilder : IReliabilityBuilder => builder.UseSqlite(configure, StorageRoles.All);

    /// <summary>Keeps some roles of storage in a SQLite file.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="configure">Names the file, and changes what else there is to change.</param>
    /// <param name="roles">The roles.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range, or there is no role.</exception>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder, Action<SqliteStoreOptions> configure, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new SqliteStoreOptions();
        configure(options);
        SqliteStoreOptions.RequireValid(options);
        builder.SetStore(roles, context => new SqliteStore(options, context.TimeProvider));
        return builder;
    }
}
