using Reliability.Slos;

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
        builder.Add(slo);
        return builder;
    }
}
