using Reliability.Hosting;
using Reliability.Storage;
using Reliability.Storage.Redis;
using StackExchange.Redis;

namespace Reliability;

/// <summary>Keeps a set-up's data in Redis.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Keeps all roles of storage in Redis, over a connection that is opened at first use and disposed with the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="configuration">The connection string: <see cref="RedisStoreOptions.Configuration"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, string configuration)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(configuration, StorageRoles.All);

    /// <summary>Keeps some roles of storage in Redis, over a connection that is opened at first use and disposed with the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="configuration">The connection string: <see cref="RedisStoreOptions.Configuration"/>.</param>
    /// <param name="roles">The roles.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, string configuration, StorageRoles roles)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(options => options.Configuration = configuration, roles);

    /// <summary>Keeps all roles of storage in Redis, over a connection that is opened at first use and disposed with the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="configure">Names the server, and changes what else there is to change.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, Action<RedisStoreOptions> configure)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(configure, StorageRoles.All);

    /// <summary>Keeps some roles of storage in Redis, over a connection that is opened at first use and disposed with the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="configure">Names the server, and changes what else there is to change.</param>
    /// <param name="roles">The roles, such as <see cref="StorageRoles.All"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, Action<RedisStoreOptions> configure, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        RedisStoreOptions options = Configure(configure, isConnected: false);
        builder.SetStore(roles, _ => new RedisStore(options));
        return builder;
    }

    /// <summary>Keeps all roles of storage in Redis, over a connection that belongs to the caller and is never disposed by the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="connection">The connection.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, IConnectionMultiplexer connection)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(connection, StorageRoles.All);

    /// <summary>Keeps some roles of storage in Redis, over a connection that belongs to the caller and is never disposed by the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="roles">The roles.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, IConnectionMultiplexer connection, StorageRoles roles)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(connection, _ => { }, roles);

    /// <summary>Keeps some roles of storage in Redis, over a connection that belongs to the caller and is never disposed by the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="configure">Changes what there is to change; <see cref="RedisStoreOptions.Configuration"/> is not used.</param>
    /// <param name="roles">The roles, such as <see cref="StorageRoles.All"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(
        this TBuilder builder, IConnectionMultiplexer connection, Action<RedisStoreOptions> configure, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(connection);
        return builder.UseRedis(_ => connection, configure, roles);
    }

    /// <summary>Keeps all roles of storage in Redis, over a connection from the application's services, which is never disposed by the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="connection">Finds the connection, when a role is first needed.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> connection)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(connection, StorageRoles.All);

    /// <summary>Keeps some roles of storage in Redis, over a connection from the application's services, which is never disposed by the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="connection">Finds the connection, when a role is first needed.</param>
    /// <param name="roles">The roles.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> connection, StorageRoles roles)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(connection, _ => { }, roles);

    /// <summary>Keeps some roles of storage in Redis, over a connection from the application's services, which is never disposed by the set-up.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="connection">Finds the connection, when a role is first needed.</param>
    /// <param name="configure">Changes what there is to change; <see cref="RedisStoreOptions.Configuration"/> is not used.</param>
    /// <param name="roles">The roles, such as <see cref="StorageRoles.All"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(
        this TBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> connection, Action<RedisStoreOptions> configure, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(connection);
        RedisStoreOptions options = Configure(configure, isConnected: true);
        builder.SetStore(roles, context => new RedisStore(connection(context.Services), options));
        return builder;
    }

    private static RedisStoreOptions Configure(Action<RedisStoreOptions> configure, bool isConnected)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new RedisStoreOptions();
        configure(options);
        RedisStoreOptions.RequireValid(options, isConnected);
        return options;
    }
}
