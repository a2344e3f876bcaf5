namespace Reliability.Experiments;

/// <summary>
/// A snapshot of the experiments of a service, for code on the request path. A lookup reads memory only and allocates nothing.
/// <c>AddReliability()</c> refreshes the snapshot every ten seconds. Without it, the application must call <see cref="RefreshAsync"/>
/// regularly. This class is safe for concurrent use.
/// </summary>
public sealed class TrackedExperiments
{
    private readonly IExperiments _experiments;
    private readonly ExperimentTracker _tracker;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _gate = new();
    private Snapshot _snapshot = new(0, null, new Dictionary<string, TrackedExperiment>(StringComparer.Ordinal), [], []);
    private long _turns;

    /// <summary>
    /// Initializes a new instance of the <see cref="TrackedExperiments"/> class with an empty snapshot. The constructor does not read the
    /// store.
    /// </summary>
    /// <param name="experiments">The experiments of the service.</param>
    /// <param name="tracker">The tracker that counts the exposures. It is not disposed.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    public TrackedExperiments(IExperiments experiments, ExperimentTracker tracker, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        ArgumentNullException.ThrowIfNull(tracker);
        _experiments = experiments;
        _tracker = tracker;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>
    /// Gets the time of the last refresh, or <see langword="null"/> if there was none. Later changes may not be in the snapshot.
    /// </summary>
    public DateTimeOffset? RefreshedAt => Volatile.Read(ref _snapshot).At;

    /// <summary>Gets the experiments that were skipped, with the reasons, ordered by the UTF-8 bytes of their keys.</summary>
    public IReadOnlyList<SkippedExperiment> Skipped => Volatile.Read(ref _snapshot).Skipped;

    /// <summary>
    /// Gets what is probably not intended in the definitions of experiments that are not concluded (<see cref="IExperiments.Review"/>).
    /// </summary>
    public IReadOnlyList<ExperimentWarning> Warnings => Volatile.Read(ref _snapshot).Warnings;

    /// <summary>
    /// Returns the version of an experiment in the snapshot, in any state. An experiment that does not run returns no variant and counts
    /// nothing. Call it for each request and do not keep the result, because a change creates another version.
    /// <c>tracked.Get("button")?.Expose(user).Variant</c> is the variant, or <see langword="null"/>.
    /// </summary>
    /// <param name="key">The key of the experiment.</param>
    /// <returns>
    /// The version, or <see langword="null"/> if the experiment is not known or <paramref name="key"/> is <see langword="null"/>, in which
    /// case the behavior without the experiment applies.
    /// </returns>
    public TrackedExperiment? Get(string? key) => key is null ? null : Volatile.Read(ref _snapshot).Tracked.GetValueOrDefault(key);

    /// <summary>
    /// Reads all experiments. An experiment that did not change keeps its <see cref="TrackedExperiment"/>. One that this library cannot
    /// assign is skipped and listed in <see cref="Skipped"/>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation. The snapshot does not change.</param>
    /// <exception cref="Storage.StoreException">
    /// The store could not be read. The snapshot does not change. An experiment whose stored form is newer than this library is listed in
    /// <see cref="Skipped"/>, and its last known version stays.
    /// </exception>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        long turn = Interlocked.Increment(ref _turns);
        DateTimeOffset at = _timeProvider.GetUtcNow();
        Dictionary<string, TrackedExperiment> known = Volatile.Read(ref _snapshot).Tracked;
        var byKey = new Dictionary<string, TrackedExperiment>(StringComparer.Ordinal);
        var skipped = new List<SkippedExperiment>();
        try
        {
            await ReadAsync(known, byKey, skipped, cancellationToken).ConfigureAwait(false);
        }
        catch (UnreadableExperimentsException e)
        {
            // An experiment that cannot be read must not hide the others. Its last known version stays.
            foreach (SkippedExperiment unreadable in e.Experiments)
            {
                skipped.Add(unreadable);
                if (known.TryGetValue(unreadable.Key, out TrackedExperiment? tracked))
                {
                    byKey.TryAdd(unreadable.Key, tracked);
                }
            }
        }

        lock (_gate)
        {
            // Of two concurrent refreshes, the one that began later has newer data.
            if (turn > _snapshot.Turn)
            {
                Volatile.Write(ref _snapshot, new Snapshot(turn, at, byKey, skipped, WarningsOf(byKey)));
            }
        }
    }

    private async ValueTask ReadAsync(
        Dictionary<string, TrackedExperiment> known,
        Dictionary<string, TrackedExperiment> byKey,
        List<SkippedExperiment> skipped,
        CancellationToken cancellationToken)
    {
        await foreach (Experiment experiment in _experiments.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            string key = experiment.Definition.Key;
            if (known.TryGetValue(key, out TrackedExperiment? tracked) && tracked.Experiment.ETag == experiment.ETag)
            {
                byKey.Add(key, tracked);
                continue;
            }

            try
            {
                byKey.Add(key, _tracker.Track(experiment));
            }
            catch (Exception e) when (e is UnknownAssignmentSchemeException or ArgumentException)
            {
                skipped.Add(new SkippedExperiment { Key = key, Reason = e.Message });
            }
        }
    }

    private ExperimentWarning[] WarningsOf(Dictionary<string, TrackedExperiment> byKey) =>
    [
        .. from tracked in byKey.Values
           where tracked.Experiment.State != ExperimentState.Concluded
           from warning in _experiments.Review(tracked.Experiment.Definition)
           select new ExperimentWarning { Key = tracked.Experiment.Definition.Key, Warning = warning },
    ];

    private sealed record Snapshot(
        long Turn,
        DateTimeOffset? At,
        Dictionary<string, TrackedExperiment> Tracked,
        IReadOnlyList<SkippedExperiment> Skipped,
        IReadOnlyList<ExperimentWarning> Warnings);
}
