namespace Reliability.Statistics;

/// <summary>Specifies from which side a series crosses a threshold.</summary>
public enum CrossingDirection
{
    /// <summary>Not declared: the side on which the fitted line lies at the first position.</summary>
    Unknown = 0,

    /// <summary>The series crosses from below. A line at or above the threshold has crossed it.</summary>
    Rising = 1,

    /// <summary>The series crosses from above. A line at or below the threshold has crossed it.</summary>
    Falling = 2,
}
