using Reliability.Hosting;
using Reliability.Storage.Redis;
using StackExchange.Redis;

namespace Reliability;

/// <summary>Provides methods that store the data of a setup in Redis.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Stores data in Redis, over a connection that is opened at first use and disposed with the setup.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="configuration">The connection string. See <see cref="RedisStoreOptions.Configuration"/>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">The connection string is invalid, or a setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, string configuration)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(options => options.Configuration = configuration);

    /// <summary>Stores data in Redis. The section <c>Stores:Redis</c> of the setup's configuration is read first.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="configure">
    /// Sets <see cref="RedisStoreOptions.Configuration"/>, or <see cref="RedisStoreOptions.Connection"/> for a connection of the
    /// application, and changes the other options.
    /// </param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, Action<RedisStoreOptions>? configure = null)
        where TBuilder : IReliabilityBuilder
    {
        var options = new RedisStoreOptions();
        if (!builder.ReadStoreSettings("Redis", options.Settings))
        {
            return builder;
        }

        configure?.Invoke(options);
        RedisStoreOptions.RequireValid(options, isConnected: options.Connection is not null);
        builder.SetStore(options.Roles, _ => new RedisStore(options));
        return builder;
    }

    /// <summary>Stores data in Redis, over a connection that the application registers as a service. The store never disposes it.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="connection">Returns the connection when a role is first used.</param>
    /// <param name="configure">Changes the other options. It must not set <see cref="RedisStoreOptions.Configuration"/> or
    /// <see cref="RedisStoreOptions.Connection"/>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(
        this TBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> connection, Action<RedisStoreOptions>? configure = null)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(connection);
        var options = new RedisStoreOptions();
        if (!builder.ReadStoreSettings("Redis", options.Settings))
        {
            return builder;
        }

        configure?.Invoke(options);
        RedisStoreOptions.RequireValid(options, isConnected: true);
        builder.SetStore(options.Roles, context => new RedisStore(connection(context.Services), options));
        return builder;
    }
}
