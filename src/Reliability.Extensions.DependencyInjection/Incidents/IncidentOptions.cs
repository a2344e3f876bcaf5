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

    /// <summary>Gets or sets how long after the end of an incident an alert joins it.</summary>
    /// <value>0 to 1 day. Default: 15 minutes. See <see cref="AlertIncidents.JoinWithin"/>.</value>
    public TimeSpan JoinWithin { get; set; } = TimeSpan.FromMinutes(15);
}
