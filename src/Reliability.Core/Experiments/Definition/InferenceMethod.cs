namespace Reliability.Experiments;

/// <summary>When results count.</summary>
public enum InferenceMethod
{
    /// <summary>At every look, however many there are: intervals are wider for it. See <see cref="Statistics.ConfidenceSequence"/>.</summary>
    Sequential = 0,

    /// <summary>Once, when the planned units are in. Nothing is shown before.</summary>
    FixedHorizon = 1,

    /// <summary>At a few looks on the way to the planned units. See <see cref="Statistics.GroupSequential"/>. Nothing new is shown between them.</summary>
    GroupSequential = 2,
}
