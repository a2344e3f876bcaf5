using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>One version of an experiment, as it is stored.</summary>
public sealed record Experiment
{
    /// <summary>The service that runs it.</summary>
    public required string Service { get; init; }

    /// <summary>What it compares, and how it assigns.</summary>
    public required ExperimentDefinition Definition { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public required ExperimentState State { get; init; }

    /// <summary>Everything that was done to it, oldest first.</summary>
    public required IReadOnlyList<ExperimentChange> History { get; init; }

    /// <summary>Names this version: a change names the version that it was made from.</summary>
    public required ETag ETag { get; init; }

    /// <summary>How it ended, or <see langword="null"/> while it has not.</summary>
    public ExperimentConclusion? Conclusion { get; init; }

    /// <summary>How often it was changed, its creation included.</summary>
    public int Revision => History.Count;

    /// <summary>When it was first started, or <see langword="null"/>.</summary>
    public DateTimeOffset? StartedAt => History.FirstOrDefault(change => change.Kind == ExperimentChangeKind.Started)?.At;

    /// <summary>Whether shares changed after the start, so that early and late units were split in other ways.</summary>
    public bool WasReweighted => ShareChanges().Skip(1).Any();

    /// <summary>The changes from the start on that gave the variants other shares, the start first; empty before it.</summary>
    internal IEnumerable<ExperimentChange> ShareChanges()
    {
        ExperimentChange? last = null;
        foreach (ExperimentChange change in History)
        {
            if (last is null ? change.Kind == ExperimentChangeKind.Started : !HasSameShares(last.Variants, change.Variants))
            {
                yield return last = change;
            }
        }
    }

    /// <summary>How many variants stood beside the control after the start and are no longer in the definition.</summary>
    internal int ArmsTakenAway() => History.SkipWhile(change => change.Kind != ExperimentChangeKind.Started)
        .SelectMany(change => change.Variants.Select(v => v.Key))
        .Except(Definition.Variants.Select(v => v.Key), StringComparer.Ordinal)
        .Count();

    private static bool HasSameShares(IReadOnlyList<WeightedVariant> first, IReadOnlyList<WeightedVariant> second)
    {
        (double a, double b) = (first.Sum(v => v.Weight), second.Sum(v => v.Weight));
        return first.Concat(second).Select(v => v.Key).Distinct(StringComparer.Ordinal).All(key =>
            Math.Abs((first.FirstOrDefault(v => v.Key == key)?.Weight ?? 0) / a - ((second.FirstOrDefault(v => v.Key == key)?.Weight ?? 0) / b)) <= 1e-12);
    }

    /// <summary>How long it ran until a moment, pauses not counted.</summary>
    internal TimeSpan RunningFor(DateTimeOffset until)
    {
        TimeSpan sum = TimeSpan.Zero;
        DateTimeOffset? since = null;
        foreach (ExperimentChange change in History)
        {
            switch (change.Kind)
            {
                case ExperimentChangeKind.Started or ExperimentChangeKind.Resumed:
                    since ??= change.At;
                    break;
                case ExperimentChangeKind.Paused or ExperimentChangeKind.Concluded or ExperimentChangeKind.RolledBack when since is { } from:
                    sum += change.At - from;
                    since = null;
                    break;
            }
        }

        return since is { } last && until > last ? sum + (until - last) : sum;
    }
}
