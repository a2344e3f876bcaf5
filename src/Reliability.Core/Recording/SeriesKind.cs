namespace Reliability.Recording;

/// <summary>Specifies the kind of the events of a series.</summary>
public enum SeriesKind
{
    /// <summary>Each event is good or bad.</summary>
    Outcome,

    /// <summary>Each event has a duration in seconds, and is good if the duration is at most a threshold.</summary>
    Latency,

    /// <summary>Each event has a score from 0 to a scale.</summary>
    Score,

    /// <summary>Each event has a number, and is good on one side of a limit.</summary>
    Measurement,
}
