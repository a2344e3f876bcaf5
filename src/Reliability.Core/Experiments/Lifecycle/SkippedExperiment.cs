namespace Reliability.Experiments;

/// <summary>An experiment that this process cannot assign. It returns no variant and counts no units here.</summary>
public sealed record SkippedExperiment
{
    /// <summary>Gets the key of the experiment.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the reason, such as an assignment scheme that is newer than this library.</summary>
    public required string Reason { get; init; }
}
