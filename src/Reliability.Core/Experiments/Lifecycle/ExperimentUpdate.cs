namespace Reliability.Experiments;

/// <summary>What became of a change.</summary>
public sealed record ExperimentUpdate
{
    /// <summary>Whether it was stored; otherwise somebody else changed the experiment first, and nothing was.</summary>
    public required bool IsStored { get; init; }

    /// <summary>The experiment as it stands now: look at it and make the change again.</summary>
    public required Experiment Current { get; init; }
}
