using Reliability.Experiments.Internal;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>One stored version of an experiment.</summary>
public sealed record Experiment
{
    /// <summary>Gets the service that runs the experiment.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the definition of the experiment.</summary>
    public required ExperimentDefinition Definition { get; init; }

    /// <summary>Gets the state of the experiment.</summary>
    public required ExperimentState State { get; init; }

    /// <summary>Gets the history of all changes, oldest first.</summary>
    public required IReadOnlyList<ExperimentChange> History { get; init; }

    /// <summary>Gets the ETag of this version. A change must name the version on which it is based.</summary>
    public required ETag ETag { get; init; }

    /// <summary>Gets the conclusion, or <see langword="null"/> if the experiment is not concluded.</summary>
    public ExperimentConclusion? Conclusion { get; init; }

    /// <summary>Gets the number of changes, including the creation.</summary>
    public int Revision => History.Count;

    /// <summary>Gets the time of the first start, or <see langword="null"/> if the experiment was never started.</summary>
    public DateTimeOffset? StartedAt => History.FirstOrDefault(change => change.Kind == ExperimentChangeKind.Started)?.At;

    /// <summary>
    /// Gets a value indicating whether shares changed after the start, so that early and late units were split differently.
    /// </summary>
    public bool WasReweighted => ShareChanges().Skip(1).Any();

    /// <summary>
    /// Returns the changes that set the shares of the variants, beginning with the start. The sequence is empty before the start.
    /// </summary>
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

    /// <summary>
    /// Returns the number of variants other than the control that existed after the start and are no longer in the definition.
    /// </summary>
    internal int ArmsTakenAway() => History.SkipWhile(change => change.Kind != ExperimentChangeKind.Started)
        .SelectMany(change => change.Variants.Select(v => v.Key))
        .Except(Definition.Variants.Select(v => v.Key), StringComparer.Ordinal)
        .Count();

    private static bool HasSameShares(IReadOnlyList<WeightedVariant> first, IReadOnlyList<WeightedVariant> second)
    {
        (double a, double b) = (first.Sum(v => v.Weight), second.Sum(v => v.Weight));
        return first.Concat(second).Select(v => v.Key).Distinct(StringComparer.Ordinal).All(key =>
            Math.Abs(
                (first.FirstOrDefault(v => v.Key == key)?.Weight ?? 0) / a
                - ((second.FirstOrDefault(v => v.Key == key)?.Weight ?? 0) / b)) <= 1e-12);
    }

    /// <summary>Returns the time for which the experiment ran until a given moment, without pauses.</summary>
    /// <param name="until">The moment.</param>
    public TimeSpan RunningFor(DateTimeOffset until)
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
                case ExperimentChangeKind.Paused or ExperimentChangeKind.Concluded or ExperimentChangeKind.RolledBack
                    when since is { } from:
                    sum += change.At - from;
                    since = null;
                    break;
            }
        }

        return since is { } last && until > last ? sum + (until - last) : sum;
    }

    /// <summary>
    /// Returns the experiment as it was at a time in the past, with the definition that it has now, or <see langword="null"/> if it did not
    /// exist.
    /// </summary>
    /// <param name="at">The time.</param>
    public Experiment? AsOf(DateTimeOffset at)
    {
        ExperimentChange[] past = [.. History.TakeWhile(change => change.At <= at)];
        return past.Length == 0 ? null : past.Length == History.Count ? this : this with
        {
            History = past,
            State = past.Select(change => ExperimentMove.Of(change.Kind)).LastOrDefault(move => move is not null)?.Next
                ?? ExperimentState.Draft,
            Conclusion = null,
        };
    }

    /// <summary>Returns the last moment before a given one at which the experiment ran, or null if it did not run before.</summary>
    internal DateTimeOffset? LastRunBefore(DateTimeOffset end)
    {
        DateTimeOffset? last = null;
        DateTimeOffset? since = null;
        foreach (ExperimentChange change in History.TakeWhile(one => one.At < end))
        {
            switch (change.Kind)
            {
                case ExperimentChangeKind.Started or ExperimentChangeKind.Resumed:
                    since ??= change.At;
                    break;
                case ExperimentChangeKind.Paused or ExperimentChangeKind.Concluded or ExperimentChangeKind.RolledBack
                    when since is { } from:
                    last = change.At > from ? change.At.AddTicks(-1) : last;
                    since = null;
                    break;
            }
        }

        return since is null ? last : end.AddTicks(-1);
    }
}
