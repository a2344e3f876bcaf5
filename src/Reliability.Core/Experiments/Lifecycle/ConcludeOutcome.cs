namespace Reliability.Experiments;

/// <summary>What became of a wish to conclude.</summary>
/// <param name="IsConcluded">Whether it is concluded; otherwise nothing was stored.</param>
/// <param name="IsStale">Whether somebody else changed the experiment first, so that nothing was stored: look at <paramref name="Current"/> and decide again.</param>
/// <param name="Refusals">What stands against it, for people; also when it was overridden.</param>
/// <param name="Report">What the evidence says.</param>
/// <param name="Current">The experiment as it stands now; after a refusal as the caller saw it.</param>
public sealed record ConcludeOutcome(bool IsConcluded, bool IsStale, IReadOnlyList<string> Refusals, ExperimentReport Report, Experiment Current);
