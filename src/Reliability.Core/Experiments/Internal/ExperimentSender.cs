using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>Sends the events of one experiment, one batch at a time. A batch does not change until the store acknowledges it.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="producerId">The id of the process in the store.</param>
/// <param name="grace">The time for which an event waits for the exposure of its unit.</param>
/// <param name="gate">Guards the events, which can be counted while a batch is in flight.</param>
internal sealed class ExperimentSender(ExperimentId experiment, string producerId, TimeSpan grace, Lock gate)
{
    private readonly ulong _experimentHash = RecentExposures.HashOf(experiment);
    private readonly List<Attempt> _waiting = [];
    private readonly List<Attempt> _unexposed = [];
    private List<Attempt> _inFlight = [];
    private EnrollmentBatch? _batch;
    private long _sequence;

    /// <summary>Gets the number of pending events, including those in flight.</summary>
    public int Count => _waiting.Count + _unexposed.Count + _inFlight.Count;

    /// <summary>Returns the number of pending events of a kind, including those in flight.</summary>
    public long CountOf(EnrollmentKind kind) =>
        _waiting.Concat(_unexposed).Concat(_inFlight).LongCount(attempt => attempt.Event.Kind == kind);

    /// <summary>Returns a value indicating whether the store acknowledged an exposure recently.</summary>
    public bool IsAcknowledged(in TrackedEvent value, RecentExposures recent) =>
        value.Kind == EnrollmentKind.Exposure
        && recent.Contains(_experimentHash ^ UnitHash.Of(value.Unit), experiment, value.Unit, value.Variant!);

    public void Add(in TrackedEvent value) => _waiting.Add(new Attempt(value, 0, default));

    /// <summary>Makes the due events whose unit was not exposed ready for another attempt.</summary>
    public void Wake(DateTimeOffset now)
    {
        lock (gate)
        {
            _waiting.AddRange(_unexposed.Where(attempt => attempt.Due <= now));
            _unexposed.RemoveAll(attempt => attempt.Due <= now);
        }
    }

    /// <summary>
    /// Sends all pending events. An event that the store returns because its unit is not exposed waits for a later attempt.
    /// </summary>
    public async ValueTask SendAsync(
        IEnrollmentStore store,
        TrackerTotals totals,
        RecentExposures recent,
        Func<DateTimeOffset> now,
        CancellationToken cancellationToken)
    {
        while (Next() is { } batch)
        {
            EnrollmentResult result = await store.ApplyAsync(batch, cancellationToken).ConfigureAwait(false);
            lock (gate)
            {
                Settle(result, totals, recent, now());
            }
        }
    }

    /// <summary>Returns the batch that was not acknowledged, or else the next one; <see langword="null"/> if nothing waits.</summary>
    private EnrollmentBatch? Next()
    {
        lock (gate)
        {
            if (_batch is null && _waiting.Count > 0)
            {
                int size = Math.Min(_waiting.Count, EnrollmentBatch.MaxEntries);
                _inFlight = _waiting.GetRange(0, size);
                _batch = new EnrollmentBatch(
                    experiment,
                    producerId,
                    ++_sequence,
                    _inFlight.Select(a => a.Event).Select(e => new EnrollmentEntry
                    {
                        Kind = e.Kind,
                        Unit = e.Unit,
                        Variant = e.Variant,
                        Metric = e.Metric,
                        Value = e.Value,
                        Second = e.Second,
                        Time = e.Time,
                    }));
                _waiting.RemoveRange(0, size);
            }

            return _batch;
        }
    }

    private void Settle(EnrollmentResult result, TrackerTotals totals, RecentExposures recent, DateTimeOffset now)
    {
        int again = 0;
        foreach (int place in result.Unexposed)
        {
            Attempt attempt = _inFlight[place];
            if (now - attempt.Event.Time < grace)
            {
                _unexposed.Add(attempt.Later(now, grace));
                again++;
            }
        }

        if (!result.Superseded)
        {
            foreach (Attempt attempt in _inFlight)
            {
                if (attempt.Event.Kind == EnrollmentKind.Exposure)
                {
                    TrackedEvent e = attempt.Event;
                    recent.Add(_experimentHash ^ UnitHash.Of(e.Unit), experiment, e.Unit, e.Variant!);
                }
            }
        }

        totals.Add(result, _inFlight.Count, again);
        _inFlight = [];
        _batch = null;
    }

    /// <summary>An event, the number of its failed attempts, and the time of the next attempt.</summary>
    private readonly record struct Attempt(TrackedEvent Event, int Tries, DateTimeOffset Due)
    {
        /// <summary>
        /// Returns the next attempt: at the next flush, then at growing intervals, so that a unit that is never exposed costs a few
        /// attempts and not one per flush. The last attempt is at the end of the grace period.
        /// </summary>
        public Attempt Later(DateTimeOffset now, TimeSpan grace)
        {
            DateTimeOffset due = Tries == 0 ? now : now + (grace / 16 * (1 << Math.Min(Tries, 8)));
            DateTimeOffset last = Event.Time + grace;
            return this with { Tries = Tries + 1, Due = due < last ? due : last };
        }
    }
}
