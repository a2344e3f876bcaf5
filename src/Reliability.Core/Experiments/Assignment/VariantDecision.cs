namespace Reliability.Experiments;

/// <summary>What an experiment gives a unit.</summary>
/// <param name="Variant">The variant, or <see langword="null"/>: show what is shown without the experiment.</param>
/// <param name="Reason">Why.</param>
public readonly record struct VariantDecision(ExperimentVariant? Variant, VariantReason Reason)
{
    /// <summary>Whether the unit is a part of the experiment, so that what it sees and does counts.</summary>
    public bool Counts => Reason is VariantReason.Assigned or VariantReason.Kept;
}
