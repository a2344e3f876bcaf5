using Reliability.Hosting;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability;

/// <summary>Extension methods that declare objectives and metrics and select stores for a setup.</summary>
public static class ReliabilityBuilderExtensions
{
    /// <summary>Adds an objective.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="name">The name of the objective, unique within an application.</param>
    /// <param name="define">Specifies what is measured, over which window, and when to alert.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">The objective is not valid.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="define"/> does not specify what is measured.</exception>
    public static TBuilder AddSlo<TBuilder>(this TBuilder builder, string name, Action<SloBuilder> define)
        where TBuilder : IReliabilityBuilder => builder.AddSlo(SloBuilder.Create(name, define));

    /// <summary>Adds an objective.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The objective, such as one of <see cref="SloPresets"/>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder AddSlo<TBuilder>(this TBuilder builder, SloDefinition slo)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(slo);
        builder.AddDefinition(slo);
        return builder;
    }

    /// <summary>Adds a metric, whose trend is of interest.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="name">The name of the metric, unique among the metrics and objectives of an application.</param>
    /// <param name="define">Specifies the unit, the better direction, and what matters.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <exception cref="ArgumentException">The metric is not valid.</exception>
    public static TBuilder AddMetric<TBuilder>(this TBuilder builder, string name, Action<MetricBuilder> define)
        where TBuilder : IReliabilityBuilder => builder.AddMetric(MetricDefinition.Create(name, define));

    /// <summary>Adds a metric, whose trend is of interest.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="metric">The metric.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder AddMetric<TBuilder>(this TBuilder builder, MetricDefinition metric)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentNullException.ThrowIfNull(metric);
        builder.AddDefinition(metric);
        return builder;
    }

    /// <summary>
    /// Makes an objective, which is a metric too, notify when its trend degrades. A metric states the same with
    /// <see cref="MetricBuilder.AlertOnTrend"/>.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="objective">The name of the objective. Whether it exists is checked when the host starts.</param>
    /// <param name="define">Specifies the days that are judged, the severity, and whether the release gate objects.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder AlertOnTrend<TBuilder>(
        this TBuilder builder, string objective, Action<TrendRuleBuilder>? define = null)
        where TBuilder : IReliabilityBuilder
    {
        ArgumentException.ThrowIfNullOrEmpty(objective);
        var rule = new TrendRuleBuilder();
        define?.Invoke(rule);
        builder.AddDefinition(new TrendRuleDefinition { Metric = objective, Rule = rule.Build() });
        return builder;
    }

    /// <summary>
    /// Uses a store for storage roles. The store belongs to the caller, and the setup does not dispose it. The last call takes precedence.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="store">The store.</param>
    /// <param name="roles">The roles, such as <see cref="StorageRoles.All"/>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder UseStore<TBuilder>(this TBuilder builder, IReliabilityStore store, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetStore(roles, store);
        return builder;
    }

    /// <summary>
    /// Uses a store for storage roles. The store is created once and disposed with the setup. The last call takes precedence.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="create">Creates the store. It must not connect yet.</param>
    /// <param name="roles">The roles, such as <see cref="StorageRoles.All"/>.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder UseStore<TBuilder>(
        this TBuilder builder, Func<StoreContext, IReliabilityStore> create, StorageRoles roles)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetStore(roles, create);
        return builder;
    }

    /// <summary>
    /// Uses a store for series. The store belongs to the caller, and the setup does not dispose it. The last call takes precedence.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="store">The store.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder UseSeriesStore<TBuilder>(this TBuilder builder, ISeriesStore store)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetService(store);
        return builder;
    }

    /// <summary>
    /// Uses a store for series. The store is created once and disposed with the setup. The last call takes precedence.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="create">Creates the store. It must not connect yet.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder UseSeriesStore<TBuilder>(this TBuilder builder, Func<StoreContext, ISeriesStore> create)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetService(create);
        return builder;
    }
}
