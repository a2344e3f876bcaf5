namespace Reliability.Recording;

/// <summary>What the events of a series look like.</summary>
public enum SeriesKind
{
    /// <summary>Each event was good or bad.</summary>
    Outcome,

    /// <summary>Each event took a time, in seconds; good when it took no longer than a threshold.</summary>
    Latency,

    /// <summary>Each event earned a score from 0 to a scale.</summary>
    Score,

    /// <summary>Each event carries any number; good when it lies on the right side of a limit.</summary>
    Measurement,
}
