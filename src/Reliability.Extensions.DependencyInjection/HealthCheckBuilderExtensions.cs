using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reliability.Internal;

namespace Reliability;

/// <summary>Feeds objectives from the health checks of an application.</summary>
public static class HealthCheckBuilderExtensions
{
    /// <summary>
    /// Feeds an objective of availability from one health check: every time that the checks are published (by default twice a minute;
    /// <see cref="HealthCheckPublisherOptions"/>), <see cref="HealthStatus.Healthy"/> and <see cref="HealthStatus.Degraded"/> are good and <see cref="HealthStatus.Unhealthy"/> is bad.
    /// A report without this check counts nothing.
    /// </summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="slo">The name of an objective of availability or zero tolerance.</param>
    /// <param name="check">The name of the health check.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static ReliabilityBuilder FromHealthCheck(this ReliabilityBuilder builder, string slo, string check)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(slo);
        ArgumentException.ThrowIfNullOrEmpty(check);
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<IHealthCheckPublisher>(services => HealthCheckRecorder.Create(services, builder.Name, slo, check));
        return builder;
    }
}
