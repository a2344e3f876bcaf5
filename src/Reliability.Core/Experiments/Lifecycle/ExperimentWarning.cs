namespace Reliability.Experiments;

/// <summary>Something in the definition of an experiment that is probably not intended.</summary>
public sealed record ExperimentWarning
{
    /// <summary>Gets the key of the experiment.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the warning, as one or two sentences.</summary>
    public required string Warning { get; init; }
}
