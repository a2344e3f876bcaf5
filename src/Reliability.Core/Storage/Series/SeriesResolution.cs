namespace Reliability.Storage;

/// <summary>The two tiers in which every series is kept.</summary>
public enum SeriesResolution
{
    /// <summary>One bucket a minute; kept 8 days unless configured otherwise.</summary>
    Minute,

    /// <summary>One bucket an hour; kept 400 days unless configured otherwise.</summary>
    Hour,
}
