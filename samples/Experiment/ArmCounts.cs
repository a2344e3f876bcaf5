namespace ExperimentSample;

/// <summary>What a file says of one variant, crossed units left out.</summary>
/// <param name="Variant">Its key.</param>
/// <param name="Units">How many units it has.</param>
/// <param name="Converted">How many of them converted.</param>
internal sealed record ArmCounts(string Variant, long Units, long Converted);
