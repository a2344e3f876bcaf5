using Reliability.Hosting;
using Reliability.Storage.Redis;
using StackExchange.Redis;

namespace Reliability;

/// <summary>Keeps the data of a setup in Redis.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Keeps data in Redis, over a connection that is opened at first use and disposed with the setup.</summary>
    /// <param name="builder">The setup.</param>
    /// <param name="configuration">The connection string: <see cref="RedisStoreOptions.Configuration"/>.</param>
    /// <param name="configure">Changes the other options, such as <see cref="RedisStoreOptions.Roles"/>.</param>
    /// <typeparam name="TBuilder">The type of the setup.</typeparam>
    /// <exception cref="ArgumentException">The connection string cannot be read, or a setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, string configuration, Action<RedisStoreOptions>? configure = null)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(options =>
        {
            options.Configuration = configuration;
            configure?.Invoke(options);
        });

    /// <summary>Keeps data in Redis.</summary>
    /// <param name="builder">The setup.</param>
    /// <param name="configure">
    /// Sets <see cref="RedisStoreOptions.Configuration"/>, or <see cref="RedisStoreOptions.Connection"/> for a connection of the application, and changes the other options.
    /// </param>
    /// <typeparam name="TBuilder">The type of the setup.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, Action<RedisStoreOptions> configure)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new RedisStoreOptions();
        configure(options);
        RedisStoreOptions.RequireValid(options, isConnected: options.Connection is not null);
        builder.SetStore(options.Roles, _ => options.Connection is { } connection ? new RedisStore(connection, options) : new RedisStore(options));
        return builder;
    }

    /// <summary>Keeps data in Redis, over a connection among the application's services, which the store never disposes.</summary>
    /// <param name="builder">The setup.</param>
    /// <param name="connection">Finds the connection when a role is first needed.</param>
    /// <param name="configure">Changes the other options; not how to reach the server.</param>
    /// <typeparam name="TBuilder">The type of the setup.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(
        this TBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> connection, Action<RedisStoreOptions>? configure = null)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(connection);
        var options = new RedisStoreOptions();
        configure?.Invoke(options);
        RedisStoreOptions.RequireValid(options, isConnected: true);
        builder.SetStore(options.Roles, context => new RedisStore(connection(context.Services), options));
        return builder;
    }
}
