namespace Reliability.Experiments;

/// <summary>The outcome of a request to conclude an experiment.</summary>
public sealed record ConcludeOutcome
{
    /// <summary>Gets a value indicating whether the experiment was concluded. Otherwise nothing was stored.</summary>
    public required bool IsConcluded { get; init; }

    /// <summary>
    /// Gets a value indicating whether another caller changed the experiment first, so that nothing was stored. In that case, review
    /// <see cref="Current"/> and decide again.
    /// </summary>
    public required bool IsStale { get; init; }

    /// <summary>Gets the human-readable reasons against the conclusion, including those that were overridden.</summary>
    public required IReadOnlyList<string> Rejections { get; init; }

    /// <summary>Gets the report on the current evidence.</summary>
    public required ExperimentReport Report { get; init; }

    /// <summary>Gets the current version of the experiment. After a rejection, the version that the caller passed.</summary>
    public required Experiment Current { get; init; }
}
