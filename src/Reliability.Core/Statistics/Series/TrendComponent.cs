namespace Reliability.Statistics;

/// <summary>Specifies the trend of an exponential smoothing model.</summary>
public enum TrendComponent
{
    /// <summary>
    /// Not declared: linear or damped, or without a season also none, chosen by the corrected information criterion (AICc).
    /// </summary>
    Unknown = 0,

    /// <summary>The level changes, but a forecast does not rise or fall.</summary>
    None = 1,

    /// <summary>A forecast rises or falls without end by the last slope.</summary>
    Linear = 2,

    /// <summary>The slope of a forecast shrinks by a factor at each step. E. S. Gardner, E. McKenzie (1985).</summary>
    Damped = 3,
}
