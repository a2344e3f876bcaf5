namespace Reliability.Experiments;

/// <summary>What became of a wish to conclude.</summary>
/// <param name="IsConcluded">Whether it is concluded; otherwise nothing was stored.</param>
/// <param name="Refusals">What stands against it, for people; also when it was overridden.</param>
/// <param name="Report">What the evidence says.</param>
/// <param name="Current">The experiment as it stands now; when there are no refusals and it is not concluded, somebody else changed it first.</param>
public sealed record ConcludeOutcome(bool IsConcluded, IReadOnlyList<string> Refusals, ExperimentReport Report, Experiment Current);
