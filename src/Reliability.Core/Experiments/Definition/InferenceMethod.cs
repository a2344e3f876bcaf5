namespace Reliability.Experiments;

/// <summary>Specifies the looks at which results count.</summary>
public enum InferenceMethod
{
    /// <summary>
    /// Results count at every look, regardless of the number of looks. The intervals are wider for it. See
    /// <see cref="Statistics.ConfidenceSequence"/>.
    /// </summary>
    Sequential = 0,

    /// <summary>Results count once, when the planned units have arrived. No results are shown before.</summary>
    FixedHorizon = 1,

    /// <summary>
    /// Results count at a few looks before and at the planned units. See <see cref="Statistics.GroupSequential"/>. No new results are shown
    /// between the looks.
    /// </summary>
    GroupSequential = 2,
}
