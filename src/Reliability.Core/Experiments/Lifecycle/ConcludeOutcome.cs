namespace Reliability.Experiments;

/// <summary>What became of a wish to conclude.</summary>
public sealed record ConcludeOutcome
{
    /// <summary>Whether it is concluded; otherwise nothing was stored.</summary>
    public required bool IsConcluded { get; init; }

    /// <summary>Whether somebody else changed the experiment first, so that nothing was stored: look at <see cref="Current"/> and decide again.</summary>
    public required bool IsStale { get; init; }

    /// <summary>What stands against it, for people; also when it was overridden.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    /// <summary>What the evidence says.</summary>
    public required ExperimentReport Report { get; init; }

    /// <summary>The experiment as it stands now; after a refusal as the caller saw it.</summary>
    public required Experiment Current { get; init; }
}
