namespace Reliability.Dashboard.Internal;

/// <summary>What a day was.</summary>
internal enum StripState
{
    /// <summary>The day is not part of the range.</summary>
    None,

    /// <summary>The objective was met.</summary>
    Met,

    /// <summary>The objective was not met.</summary>
    NotMet,

    /// <summary>Nothing was measured.</summary>
    NotMeasured,

    /// <summary>The day is excluded.</summary>
    Excluded,
}
