namespace Reliability.Experiments;

/// <summary>An experiment that this process cannot assign by; it shows nothing and counts nothing here.</summary>
public sealed record SkippedExperiment
{
    /// <summary>The experiment's key.</summary>
    public required string Key { get; init; }

    /// <summary>Why, such as an assignment scheme newer than this library.</summary>
    public required string Reason { get; init; }
}
