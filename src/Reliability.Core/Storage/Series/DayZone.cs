namespace Reliability.Storage;

/// <summary>Finds the time zones in which the days of services lie. For implementers of <see cref="ISeriesStore"/>.</summary>
public static class DayZone
{
    /// <summary>Returns the stored time zone of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="zone">The IANA name that is stored, or <see langword="null"/> if the service has no days yet.</param>
    /// <returns>The time zone; UTC if none is stored.</returns>
    /// <exception cref="StoreException">This machine does not know the time zone.</exception>
    public static TimeZoneInfo Find(string service, string? zone) =>
        string.IsNullOrEmpty(zone) || zone == TimeZoneInfo.Utc.Id ? TimeZoneInfo.Utc
        : TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) ? found
        : throw new StoreException(
            $"The days of service '{service}' lie in time zone '{zone}', which this machine ('{Environment.MachineName}') does not know. "
            + "Install its time zone data; on Linux, the package tzdata, and tzdata-legacy for old names.",
            isTransient: false);
}
