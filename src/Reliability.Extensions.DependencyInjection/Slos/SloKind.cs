namespace Reliability;

/// <summary>The kinds of objective that configuration can declare.</summary>
public enum SloKind
{
    /// <summary>The kind was not set. An objective of this kind is rejected.</summary>
    Unknown = 0,

    /// <summary>The share of events that succeed.</summary>
    Availability,

    /// <summary>The share of events that are fast enough.</summary>
    Latency,

    /// <summary>The average of a score.</summary>
    Score,

    /// <summary>Events that must never occur, or at most a few times.</summary>
    ZeroTolerance,

    /// <summary>The share of values on the good side of a limit.</summary>
    Measurement,
}
