namespace Reliability.Storage;

/// <summary>Specifies one of the two tiers in which every series is kept.</summary>
public enum SeriesResolution
{
    /// <summary>One bucket per minute, kept for 8 days by default.</summary>
    Minute,

    /// <summary>One bucket per hour, kept for 400 days by default.</summary>
    Hour,
}
