namespace Reliability.Statistics;

/// <summary>The outcome of a test for a season, and the reason if there is no outcome.</summary>
public enum SeasonalityState
{
    /// <summary>Not set.</summary>
    Unknown,

    /// <summary>The phases of the period differ significantly.</summary>
    Seasonal,

    /// <summary>The phases of the period do not differ significantly.</summary>
    NotSeasonal,

    /// <summary>The series spans fewer than three periods.</summary>
    TooFewCycles,

    /// <summary>
    /// After the gaps, too few points are left: fewer than two phases have values, or fewer than five degrees of freedom remain.
    /// </summary>
    TooFewPoints,

    /// <summary>All values are the same.</summary>
    Constant,
}
