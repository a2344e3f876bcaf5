using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Internal;
using Reliability.Recording;

namespace Reliability;

/// <summary>Provides methods that feed objectives from activities: the traces of .NET, of libraries, and of the application.</summary>
public static class ActivityBuilderExtensions
{
    /// <summary>Feeds an objective from the activities of a source. No tracer is needed.</summary>
    /// <remarks>
    /// <para>Each activity is an event when it stops. An objective of availability or zero tolerance counts it. A latency objective records
    /// the duration of activities that are not bad.</para>
    /// <para>The activities are created because this method listens: one object for each operation, unless a tracer creates it anyway. They
    /// are not marked as recorded, so a tracer exports what it exported before. An operation that never ends is never counted.</para>
    /// </remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of availability, zero tolerance or latency.</param>
    /// <param name="source">The name of the <see cref="ActivitySource"/>, such as <c>Npgsql</c>.</param>
    /// <param name="configure">Selects the activities, and defines which of them are bad.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static ReliabilityBuilder FromActivities(
        this ReliabilityBuilder builder, string slo, string source, Action<ActivityFilter> configure) =>
        builder.Listen(Origin(slo, source, configure));

    /// <summary>Feeds an objective from all activities of a source. Activities with the status Error are bad.</summary>
    /// <inheritdoc cref="FromActivities(ReliabilityBuilder, string, string, Action{ActivityFilter})"/>
    public static ReliabilityBuilder FromActivities(this ReliabilityBuilder builder, string slo, string source) =>
        builder.FromActivities(slo, source, _ => { });

    /// <summary>Feeds an objective from the activities of a source that have an operation name.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of availability, zero tolerance or latency.</param>
    /// <param name="source">The name of the <see cref="ActivitySource"/>.</param>
    /// <param name="name">The operation name, which an activity has from its start, and not its display name.</param>
    /// <param name="configure">Selects the activities, and defines which of them are bad.</param>
    /// <inheritdoc cref="FromActivities(ReliabilityBuilder, string, string, Action{ActivityFilter})"/>
    public static ReliabilityBuilder FromActivities(
        this ReliabilityBuilder builder, string slo, string source, string name, Action<ActivityFilter> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.Listen(Origin(slo, source, configure) with { Name = name, TakesName = one => one == name });
    }

    /// <summary>
    /// Feeds an objective from the activities of a source that have an operation name. Activities with the status Error are bad.
    /// </summary>
    /// <inheritdoc cref="FromActivities(ReliabilityBuilder, string, string, string, Action{ActivityFilter})"/>
    public static ReliabilityBuilder FromActivities(this ReliabilityBuilder builder, string slo, string source, string name) =>
        builder.FromActivities(slo, source, name, _ => { });

    internal static ActivityOrigin Origin(string slo, string source, Action<ActivityFilter> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(slo);
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentNullException.ThrowIfNull(configure);
        var filter = new ActivityFilter();
        configure(filter);
        return new ActivityOrigin(slo, source, filter);
    }

    internal static ReliabilityBuilder Listen(this ReliabilityBuilder builder, ActivityOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton(builder.Name, origin);
        builder.AddFeed(origin.Slo, origin.Text, healthCheck: null, SeriesKind.Outcome, SeriesKind.Latency);
        if (!builder.Services.Any(one => one.ServiceType == typeof(ActivityListening) && Equals(one.ServiceKey, builder.Name)))
        {
            builder.Services.AddKeyedSingleton(builder.Name, ActivityListening.Create);
            builder.Services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<ActivityListening>(builder.Name));
        }

        return builder;
    }
}
