namespace Reliability.Experiments;

/// <summary>
/// The experiments of a service as they were when they were last read, for code on the way of requests: asking for one is a look into memory and allocates nothing.
/// <c>AddReliability()</c> reads them every ten seconds; otherwise somebody must call <see cref="RefreshAsync"/> regularly. Safe for concurrent use.
/// </summary>
public sealed class TrackedExperiments
{
    private readonly IExperiments _experiments;
    private readonly ExperimentTracker _tracker;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _gate = new();
    private Snapshot _snapshot = new(0, null, new Dictionary<string, TrackedExperiment>(StringComparer.Ordinal), []);
    private long _turns;

    /// <summary>Creates an empty snapshot. Nothing is read yet.</summary>
    /// <param name="experiments">Where experiments are kept.</param>
    /// <param name="tracker">Where what they show is counted. It is not disposed.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    public TrackedExperiments(IExperiments experiments, ExperimentTracker tracker, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        ArgumentNullException.ThrowIfNull(tracker);
        _experiments = experiments;
        _tracker = tracker;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>When what is known was read; a change made after may not be known. <see langword="null"/>: never yet.</summary>
    public DateTimeOffset? RefreshedAt => Volatile.Read(ref _snapshot).At;

    /// <summary>The experiments that were left out, and why, in the order of their keys' UTF-8 bytes.</summary>
    public IReadOnlyList<SkippedExperiment> Skipped => Volatile.Read(ref _snapshot).Skipped;

    /// <summary>
    /// The version of an experiment that is known, in whichever state it is; one that does not run decides for no variant and counts nothing. Ask for each request, and do not
    /// keep it: after a change there is another. <c>runs.Get("button")?.Expose(user).Variant</c> is the variant, or nothing.
    /// </summary>
    /// <param name="key">The experiment's key.</param>
    /// <returns>The version, or <see langword="null"/> when none is known: show what is shown without the experiment.</returns>
    public TrackedExperiment? Get(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Volatile.Read(ref _snapshot).Runs.GetValueOrDefault(key);
    }

    /// <summary>Reads all experiments. An experiment that did not change keeps its run; one that this library cannot assign by is left out and named in <see cref="Skipped"/>.</summary>
    /// <param name="cancellationToken">Ends the reading; what was known stays.</param>
    /// <exception cref="Storage.StoreException">The store could not be read, what was known stays. An experiment whose stored form is newer than this library is named in <see cref="Skipped"/>, and what was known of it stays.</exception>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        long turn = Interlocked.Increment(ref _turns);
        DateTimeOffset at = _timeProvider.GetUtcNow();
        Dictionary<string, TrackedExperiment> known = Volatile.Read(ref _snapshot).Runs;
        var runs = new Dictionary<string, TrackedExperiment>(StringComparer.Ordinal);
        var skipped = new List<SkippedExperiment>();
        try
        {
            await ReadAsync(known, runs, skipped, cancellationToken).ConfigureAwait(false);
        }
        catch (UnreadableExperimentsException e)
        {
            // One that cannot be read shall not keep the others from being seen; of itself what was known stays.
            foreach (SkippedExperiment unreadable in e.Experiments)
            {
                skipped.Add(unreadable);
                if (known.TryGetValue(unreadable.Key, out TrackedExperiment? run))
                {
                    runs.TryAdd(unreadable.Key, run);
                }
            }
        }

        lock (_gate)
        {
            // Of two that read at once, the one that began later knows more.
            if (turn > _snapshot.Turn)
            {
                Volatile.Write(ref _snapshot, new Snapshot(turn, at, runs, skipped));
            }
        }
    }

    private async ValueTask ReadAsync(
        Dictionary<string, TrackedExperiment> known, Dictionary<string, TrackedExperiment> runs, List<SkippedExperiment> skipped, CancellationToken cancellationToken)
    {
        await foreach (Experiment experiment in _experiments.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            string key = experiment.Definition.Key;
            if (known.TryGetValue(key, out TrackedExperiment? run) && run.Experiment.ETag == experiment.ETag)
            {
                runs.Add(key, run);
                continue;
            }

            try
            {
                runs.Add(key, _tracker.Track(experiment));
            }
            catch (Exception e) when (e is UnknownAssignmentSchemeException or ArgumentException)
            {
                skipped.Add(new SkippedExperiment { Key = key, Reason = e.Message });
            }
        }
    }

    private sealed record Snapshot(long Turn, DateTimeOffset? At, Dictionary<string, TrackedExperiment> Runs, IReadOnlyList<SkippedExperiment> Skipped);
}
