namespace Reliability.Experiments;

/// <summary>
/// The numbers of calls for a variant in this process. Calls are not units: one visitor who reloads makes many, so the ratio of the two
/// numbers is sufficient for a chart and not for a verdict. For a verdict, count exposures and conversions of units.
/// </summary>
public sealed record VariantCalls
{
    /// <summary>Gets the service that runs the experiment.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the key of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Gets the key of the variant.</summary>
    public required string Variant { get; init; }

    /// <summary>Gets the number of calls of <see cref="TrackedExperiment.CountImpressionCall"/>.</summary>
    public required long Impressions { get; init; }

    /// <summary>Gets the number of calls of <see cref="TrackedExperiment.CountConversionCall"/>.</summary>
    public required long Conversions { get; init; }
}
