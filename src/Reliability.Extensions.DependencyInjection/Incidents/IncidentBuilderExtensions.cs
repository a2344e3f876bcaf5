using Reliability.Slos;

namespace Reliability;

/// <summary>Provides methods that open incidents.</summary>
public static class IncidentBuilderExtensions
{
    /// <summary>
    /// Opens an incident when an alert of a service fires: once, however many hosts run. Later alerts of the service join it, and the last
    /// one that resolves mitigates it. A person resolves it.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="minSeverity">The least severity of an alert that opens one. Default: a page.</param>
    /// <param name="configure">Changes the options.</param>
    public static ReliabilityBuilder OpenIncidentsFromAlerts(
        this ReliabilityBuilder builder, AlertSeverity minSeverity = AlertSeverity.Page, Action<IncidentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Configure(options =>
        {
            options.Incidents.OpenFromAlerts = minSeverity;
            configure?.Invoke(options.Incidents);
        });
    }
}
