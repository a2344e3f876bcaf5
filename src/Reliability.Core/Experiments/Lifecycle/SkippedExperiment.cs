namespace Reliability.Experiments;

/// <summary>An experiment that this process cannot assign by; it shows nothing and counts nothing here.</summary>
/// <param name="Key">The experiment's key.</param>
/// <param name="Reason">Why, such as an assignment scheme newer than this library.</param>
public sealed record SkippedExperiment(string Key, string Reason);
