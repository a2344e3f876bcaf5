namespace Reliability.Slos;

/// <summary>Specifies how urgent an alert is.</summary>
public enum AlertSeverity
{
    /// <summary>The alert opens a ticket, to be handled in working hours.</summary>
    Ticket,

    /// <summary>The alert pages the person on call, to be handled immediately.</summary>
    Page,
}
