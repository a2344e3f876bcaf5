using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>Sends the events of one experiment, one batch at a time, each unchanged until the store acknowledges it.</summary>
internal sealed class ExperimentSender(ExperimentId experiment, string producerId, TimeSpan grace)
{
    private readonly List<TrackedEvent> _waiting = [];
    private List<TrackedEvent> _inFlight = [];
    private EnrollmentBatch? _batch;
    private long _sequence;

    /// <summary>How many events wait, those in flight included.</summary>
    public int Count => _waiting.Count + _inFlight.Count;

    public void Add(in TrackedEvent value) => _waiting.Add(value);

    /// <summary>Sends all that waits now. What comes back for want of an exposure waits for the next time.</summary>
    public async ValueTask SendAsync(IEnrollmentStore store, TrackerTotals totals, RecentExposures recent, Func<DateTimeOffset> now, CancellationToken cancellationToken)
    {
        int rest = Count;
        while (rest > 0)
        {
            if (_batch is null)
            {
                int size = Math.Min(_waiting.Count, EnrollmentBatch.MaxEntries);
                _inFlight = _waiting.GetRange(0, size);
                _batch = new EnrollmentBatch(
                    experiment,
                    producerId,
                    ++_sequence,
                    _inFlight.Select(e => new EnrollmentEntry(e.Kind, e.Unit, e.Variant, e.Metric, e.Value, e.Second, e.Time)));
                _waiting.RemoveRange(0, size);
            }

            EnrollmentResult result = await store.ApplyAsync(_batch, cancellationToken).ConfigureAwait(false);
            rest -= _inFlight.Count;
            Settle(result, totals, recent, now());
        }
    }

    private void Settle(EnrollmentResult result, TrackerTotals totals, RecentExposures recent, DateTimeOffset now)
    {
        int again = 0;
        foreach (int place in result.Unexposed)
        {
            TrackedEvent unexposed = _inFlight[place];
            if (now - unexposed.Time < grace)
            {
                _waiting.Add(unexposed);
                again++;
            }
        }

        if (!result.Superseded)
        {
            foreach (TrackedEvent e in _inFlight)
            {
                if (e.Kind == EnrollmentKind.Exposure)
                {
                    recent.Add(e);
                }
            }
        }

        totals.Add(result, _inFlight.Count, again);
        _inFlight = [];
        _batch = null;
    }
}
