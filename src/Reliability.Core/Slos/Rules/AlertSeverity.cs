namespace Reliability.Slos;

/// <summary>Who should hear of an alert.</summary>
public enum AlertSeverity
{
    /// <summary>Somebody, in working hours.</summary>
    Ticket,

    /// <summary>Somebody, now.</summary>
    Page,
}
