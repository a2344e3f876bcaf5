namespace Reliability.Storage;

/// <summary>Specifies one of the three tiers in which every series is kept.</summary>
public enum SeriesResolution
{
    /// <summary>One bucket per minute, kept for 8 days by default.</summary>
    Minute,

    /// <summary>One bucket per hour in UTC, kept for 400 days by default.</summary>
    Hour,

    /// <summary>One bucket per day in the time zone of the service, kept for 5 years by default.</summary>
    Day,
}
