namespace Reliability.Storage;

/// <summary>The tiers that a delta adds to.</summary>
[Flags]
public enum SeriesTiers
{
    /// <summary>The minute tier alone: for copying a store, tier by tier.</summary>
    Minute = 1,

    /// <summary>The hour tier alone: for copying a store, tier by tier.</summary>
    Hour = 2,

    /// <summary>Both tiers: what recording does, so that they are two views of the same events.</summary>
    Both = Minute | Hour,
}
