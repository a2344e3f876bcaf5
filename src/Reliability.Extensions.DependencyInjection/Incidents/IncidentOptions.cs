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

    /// <summary>Gets or sets how long a rotation of who is on call lasts, for the pages in reports of incidents.</summary>
    /// <value>1 to 28 whole days. Default: 7 days.</value>
    public TimeSpan Rotation { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Gets or sets a day on which a rotation begins, at midnight of the time zone of the service.</summary>
    /// <value>A day as yyyy-MM-dd. Default: 2024-01-01, a Monday.</value>
    public DateOnly RotationStart { get; set; } = new(2024, 1, 1);

    /// <summary>
    /// Gets or sets when the working day begins, from Monday to Friday in the time zone of the service. Pages at other times count as out
    /// of hours.
    /// </summary>
    /// <value>A time as HH:mm. Default: 09:00.</value>
    public TimeOnly WorkFrom { get; set; } = new(9, 0);

    /// <summary>Gets or sets when the working day ends.</summary>
    /// <value>A time as HH:mm, after <see cref="WorkFrom"/>; 00:00 is the end of the day. Default: 17:00.</value>
    public TimeOnly WorkTo { get; set; } = new(17, 0);
}
