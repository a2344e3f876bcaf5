namespace ExperimentSample;

/// <summary>A line that is not valid.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Fault">What is wrong, and what would be valid.</param>
internal sealed record BadLine(long Number, string Fault);
