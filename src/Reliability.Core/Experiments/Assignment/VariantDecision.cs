namespace Reliability.Experiments;

/// <summary>The decision of an experiment for a unit.</summary>
public readonly record struct VariantDecision
{
    /// <summary>Gets the variant, or <see langword="null"/> for the behavior without the experiment.</summary>
    public ExperimentVariant? Variant { get; init; }

    /// <summary>Gets the reason for the decision.</summary>
    public required VariantReason Reason { get; init; }

    /// <summary>Gets a value indicating whether the unit is part of the experiment, so that its exposures and outcomes count.</summary>
    public bool Counts => Reason is VariantReason.Assigned or VariantReason.Kept;
}
