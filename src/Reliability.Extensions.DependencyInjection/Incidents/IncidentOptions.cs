using Reliability.Incidents;
using Reliability.Slos;

namespace Reliability;

/// <summary>Options for incidents.</summary>
public sealed class IncidentOptions
{
    /// <summary>
    /// Gets or sets the least severity of an alert that opens an incident: <c>Page</c> or <c>Ticket</c>. In code, call
    /// <c>OpenIncidentsFromAlerts(...)</c>.
    /// </summary>
    /// <value>Default: <see langword="null"/>, which means that alerts open no incidents.</value>
    public AlertSeverity? OpenFromAlerts { get; set; }

    /// <summary>Gets or sets how often alerts are followed.</summary>
    /// <value>1 second to 5 minutes. Default: 5 seconds.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="AlertIncidents.JoinWithin"/>
    public TimeSpan JoinWithin { get; set; } = TimeSpan.FromMinutes(15);
}
