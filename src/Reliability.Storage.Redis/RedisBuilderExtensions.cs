using Reliability.Common.Internal;
using Reliability.Hosting;
using Reliability.Storage.Redis;

namespace Reliability;

/// <summary>Provides methods that store the data of a setup in Redis.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Stores data in Redis, at the server that the section <c>Stores:Redis</c> of the setup's configuration names.</summary>
    /// <remarks>What is missing or not valid in the section stops the host at start.</remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder)
        where TBuilder : IReliabilityBuilder => builder.UseRedis(_ => { });

    /// <summary>Stores data in Redis, over a connection that is opened at first use and disposed with the setup.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="configuration">The connection string. See <see cref="RedisStoreOptions.Configuration"/>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, string configuration)
        where TBuilder : IReliabilityBuilder
    {
        RedisStoreOptions.RequireValid(new RedisStoreOptions { Configuration = configuration }, isConnected: false);
        return builder.UseRedis(options => options.Configuration = configuration);
    }

    /// <summary>Stores data in Redis. The section <c>Stores:Redis</c> of the setup's configuration is read first.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="configure">
    /// Sets <see cref="RedisStoreOptions.Configuration"/>, or <see cref="RedisStoreOptions.Connection"/> or
    /// <see cref="RedisStoreOptions.ConnectionFactory"/> for a connection of the application, and changes the other options.
    /// </param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="configure"/> sets a value that is outside its range.</exception>
    public static TBuilder UseRedis<TBuilder>(this TBuilder builder, Action<RedisStoreOptions> configure)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new RedisStoreOptions();
        if (StoreSetup.Read(builder, "Redis", options.Settings, () => configure(options), options.Faults))
        {
            builder.SetStore(
                options.Roles,
                context => options.ConnectionFactory is { } connection
                    ? new RedisStore(connection(context.Services), options)
                    : new RedisStore(options));
        }

        return builder;
    }
}
