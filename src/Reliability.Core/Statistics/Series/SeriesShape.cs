namespace Reliability.Statistics;

/// <summary>The model that describes a series best, as far as the search for shifts compares them.</summary>
public enum SeriesShape
{
    /// <summary>Not set, because the series is too short.</summary>
    Unknown,

    /// <summary>One level without a shift.</summary>
    Level,

    /// <summary>A straight line.</summary>
    Line,

    /// <summary>Levels with shifts between them.</summary>
    Shifts,
}
