using Reliability.Hosting;
using Reliability.Storage.Redis;

namespace Reliability;

/// <summary>Provides methods that store the data of a setup in Redis.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Stores data in Redis, at the server that the section <c>Stores:Redis</c> of the setup's configuration names.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">There is no such section.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(_ => { });

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
    /// Sets <see cref="RedisStoreOptions.Configuration"/>, or <see cref="RedisStoreOptions.Connection"/> or
    /// <see cref="RedisStoreOptions.ConnectionFactory"/> for a connection of the application, and changes the other options.
    /// </param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, Action<RedisStoreOptions> configure)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new RedisStoreOptions();
        if (builder.ReadStoreSettings("Redis", options.Settings))
        {
            configure(options);
            RedisStoreOptions.RequireValid(options, isConnected: (options.Connection ?? (object?)options.ConnectionFactory) is not null);
            builder.SetStore(
                options.Roles,
                context => options.ConnectionFactory is { } connection
                    ? new RedisStore(connection(context.Services), options)
                    : new RedisStore(options));
        }

        return builder;
    }
}
