using Reliability.Hosting;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability;

/// <summary>The sentences with which a set-up is written.</summary>
public static class ReliabilityBuilderExtensions
{
    /// <summary>Adds an objective.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="name">The name of the objective, unique within an application.</param>
    /// <param name="define">Says what is measured, over which time, and when to raise an alarm.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    /// <exception cref="ArgumentException">The objective is not valid.</exception>
    /// <exception cref="InvalidOperationException">The sentence does not say what is measured.</exception>
    public static TBuilder AddSlo<TBuilder>(this TBuilder builder, string name, Action<SloBuilder> define)
        where TBuilder : IReliabilityBuilder => builder.AddSlo(SloDefinition.Create(name, define));

    /// <summary>Adds an objective.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="slo">The objective, such as one of <see cref="SloPresets"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder AddSlo<TBuilder>(this TBuilder builder, SloDefinition slo)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(slo);
        builder.AddDefinition(slo);
        return builder;
    }

    /// <summary>
    /// Keeps roles of storage in a store that belongs to the caller and is never disposed by the set-up. The last call counts.
    /// </summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="store">The store.</param>
    /// <param name="roles">The roles, such as <see cref="StorageRoles.All"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UseStore<TBuilder>(this TBuilder builder, IReliabilityStore store, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetStore(roles, store);
        return builder;
    }

    /// <summary>Keeps roles of storage in a store that is created once and disposed with the set-up. The last call counts.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="create">Creates the store; it must not connect yet.</param>
    /// <param name="roles">The roles, such as <see cref="StorageRoles.All"/>.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UseStore<TBuilder>(
        this TBuilder builder, Func<StoreContext, IReliabilityStore> create, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetStore(roles, create);
        return builder;
    }

    /// <summary>Keeps series in a store that belongs to the caller and is never disposed by the set-up. The last call counts.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="store">The store.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UseSeriesStore<TBuilder>(this TBuilder builder, ISeriesStore store)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetService(store);
        return builder;
    }

    /// <summary>Keeps series in a store that is created once and disposed with the set-up. The last call counts.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="create">Creates the store; it must not connect yet.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UseSeriesStore<TBuilder>(this TBuilder builder, Func<StoreContext, ISeriesStore> create)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetService(create);
        return builder;
    }
}
