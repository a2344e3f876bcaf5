namespace Reliability.Storage;

/// <summary>
/// The exception that is thrown when a service whose days lie in one time zone receives a batch whose days lie in another one. The batch is
/// not stored. Day buckets of two time zones overlap and cannot be added.
/// </summary>
public sealed class DayZoneException : StoreException
{
    /// <summary>Initializes a new instance of the <see cref="DayZoneException"/> class.</summary>
    /// <param name="service">The service.</param>
    /// <param name="stored">The IANA name of the time zone in which the stored days of the service lie.</param>
    /// <param name="declared">The IANA name of the time zone of the batch.</param>
    public DayZoneException(string service, string stored, string declared)
        : base(
            $"The days of service '{service}' lie in time zone '{stored}', and this process declares '{declared}'. All processes of a "
            + $"service must declare the same time zone, and it cannot change. Declare '{stored}', or use another service name or "
            + "namespace.",
            isTransient: false)
    {
        Service = service;
        Stored = stored;
        Declared = declared;
    }

    /// <summary>Gets the service.</summary>
    public string Service { get; }

    /// <summary>Gets the IANA name of the time zone in which the stored days of the service lie.</summary>
    public string Stored { get; }

    /// <summary>Gets the IANA name of the time zone of the batch that was rejected.</summary>
    public string Declared { get; }
}
