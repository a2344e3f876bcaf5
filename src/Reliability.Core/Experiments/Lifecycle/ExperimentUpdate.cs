namespace Reliability.Experiments;

/// <summary>What became of a change.</summary>
/// <param name="IsStored">Whether it was stored; otherwise somebody else changed the experiment first, and nothing was.</param>
/// <param name="Current">The experiment as it stands now: look at it and make the change again.</param>
public sealed record ExperimentUpdate(bool IsStored, Experiment Current);
