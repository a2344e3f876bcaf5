namespace Reliability.Storage;

/// <summary>Specifies the tiers that a delta adds to.</summary>
[Flags]
public enum SeriesTiers
{
    /// <summary>No tier.</summary>
    None = 0,

    /// <summary>The minute tier only, for copying a store tier by tier.</summary>
    Minute = 1,

    /// <summary>The hour tier only, for copying a store tier by tier.</summary>
    Hour = 2,

    /// <summary>The day tier only, for copying a store tier by tier.</summary>
    Day = 4,

    /// <summary>All tiers. Recording uses this value, so all tiers are views of the same events.</summary>
    All = Minute | Hour | Day,
}
