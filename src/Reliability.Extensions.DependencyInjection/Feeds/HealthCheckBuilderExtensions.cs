using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reliability.Internal;
using Reliability.Recording;

namespace Reliability;

/// <summary>Provides methods that feed objectives from the health checks of an application.</summary>
public static class HealthCheckBuilderExtensions
{
    /// <summary>
    /// Feeds an availability objective from one health check. Each time the health checks are published (by default twice a minute; see
    /// <see cref="HealthCheckPublisherOptions"/>), <see cref="HealthStatus.Healthy"/> and <see cref="HealthStatus.Degraded"/> are recorded
    /// as good, and <see cref="HealthStatus.Unhealthy"/> as bad. A report without this check records nothing.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of kind availability or zero tolerance.</param>
    /// <param name="check">The name of the health check.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <remarks>The application does not start if no health check has this name.</remarks>
    public static ReliabilityBuilder FromHealthCheck(this ReliabilityBuilder builder, string slo, string check)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(slo);
        ArgumentException.ThrowIfNullOrEmpty(check);
        builder.Services.AddHealthChecks();

        // One result of a check is one event, however often it is declared.
        var source = new HealthCheckSource(slo, check.ToUpperInvariant());
        if (!builder.Services.Any(one => one.IsKeyedService && Equals(one.ServiceKey, builder.Name)
            && source.Equals(one.KeyedImplementationInstance)))
        {
            builder.Services.AddKeyedSingleton(builder.Name, source);
            builder.AddFeed(slo, HealthCheckRecorder.SourceOf(check), check, SeriesKind.Outcome);
            builder.Services.AddSingleton<IHealthCheckPublisher>(
                services => HealthCheckRecorder.Create(services, builder.Name, slo, check));
        }

        return builder;
    }
}
