namespace Reliability.Trends;

/// <summary>Specifies what a metric did over a time.</summary>
public enum TrendVerdict
{
    /// <summary>There are too few values to tell.</summary>
    InsufficientData,

    /// <summary>The metric did not change, or not by as much as matters, as far as the values tell.</summary>
    Stable,

    /// <summary>The metric changed in its better direction, significantly and by as much as matters.</summary>
    Improving,

    /// <summary>The metric changed in its worse direction, significantly and by as much as matters.</summary>
    Degrading,

    /// <summary>The metric changed significantly and by as much as matters, and states no better direction.</summary>
    Changing,
}
