namespace Reliability.Experiments;

/// <summary>The outcome of a change.</summary>
public sealed record ExperimentUpdate
{
    /// <summary>
    /// Gets a value indicating whether the change was stored. Otherwise another caller changed the experiment first, and nothing was
    /// stored.
    /// </summary>
    public required bool IsStored { get; init; }

    /// <summary>
    /// Gets the current version of the experiment. If the change was not stored, review this version and make the change again.
    /// </summary>
    public required Experiment Current { get; init; }
}
