namespace Reliability.Statistics;

/// <summary>Specifies whether the trend line of a series crosses a threshold.</summary>
public enum CrossingOutcome
{
    /// <summary>There are fewer than three values.</summary>
    InsufficientData = 0,

    /// <summary>The line is level or moves away from the threshold.</summary>
    Never = 1,

    /// <summary>The line crosses the threshold beyond the horizon.</summary>
    BeyondHorizon = 2,

    /// <summary>The line crosses the threshold after the last position.</summary>
    Expected = 3,

    /// <summary>The line has crossed the threshold by the last position.</summary>
    AlreadyCrossed = 4,
}
