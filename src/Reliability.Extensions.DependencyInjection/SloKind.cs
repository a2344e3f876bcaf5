namespace Reliability;

/// <summary>The kinds of objective that configuration can name.</summary>
public enum SloKind
{
    /// <summary>The share of events that succeed.</summary>
    Availability,

    /// <summary>The share of events that are fast enough.</summary>
    Latency,

    /// <summary>An average score.</summary>
    Score,

    /// <summary>Something that never happens, or at most a few times.</summary>
    ZeroTolerance,

    /// <summary>The share of values on the right side of a limit.</summary>
    Measurement,
}
