namespace Reliability.Statistics;

/// <summary>How the level of a series changes at a shift.</summary>
public enum ShiftKind
{
    /// <summary>Not set.</summary>
    Unknown,

    /// <summary>The level changes from one point to the next one.</summary>
    Step,

    /// <summary>The level changes gradually over several points.</summary>
    Ramp,

    /// <summary>The level changes for a short time and returns, or is back at the end of the series.</summary>
    Transient,
}
