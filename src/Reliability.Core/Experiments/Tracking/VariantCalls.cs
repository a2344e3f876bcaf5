namespace Reliability.Experiments;

/// <summary>
/// How often code of this process called for a variant. Calls are no units: one visitor who reloads is many, so that the ratio of the two is fine for a chart and
/// no basis for a verdict. For that, count exposures and conversions of units.
/// </summary>
/// <param name="Service">The service that runs the experiment.</param>
/// <param name="Experiment">The experiment's key.</param>
/// <param name="Variant">The variant's key.</param>
/// <param name="Impressions">Calls of <see cref="ExperimentRun.CountImpressionCall"/>.</param>
/// <param name="Conversions">Calls of <see cref="ExperimentRun.CountConversionCall"/>.</param>
public sealed record VariantCalls(string Service, string Experiment, string Variant, long Impressions, long Conversions);
