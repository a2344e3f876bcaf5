namespace Reliability.Experiments;

/// <summary>
/// How often code of this process called for a variant. Calls are no units: one visitor who reloads is many, so that the ratio of the two is fine for a chart and
/// no basis for a verdict. For that, count exposures and conversions of units.
/// </summary>
public sealed record VariantCalls
{
    /// <summary>The service that runs the experiment.</summary>
    public required string Service { get; init; }

    /// <summary>The experiment's key.</summary>
    public required string Experiment { get; init; }

    /// <summary>The variant's key.</summary>
    public required string Variant { get; init; }

    /// <summary>Calls of <see cref="TrackedExperiment.CountImpressionCall"/>.</summary>
    public required long Impressions { get; init; }

    /// <summary>Calls of <see cref="TrackedExperiment.CountConversionCall"/>.</summary>
    public required long Conversions { get; init; }
}
