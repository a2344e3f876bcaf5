namespace Reliability.Experiments;

/// <summary>What an experiment gives a unit.</summary>
public readonly record struct VariantDecision
{
    /// <summary>The variant, or <see langword="null"/>: show what is shown without the experiment.</summary>
    public ExperimentVariant? Variant { get; init; }

    /// <summary>Why.</summary>
    public required VariantReason Reason { get; init; }

    /// <summary>Whether the unit is a part of the experiment, so that what it sees and does counts.</summary>
    public bool Counts => Reason is VariantReason.Assigned or VariantReason.Kept;
}
