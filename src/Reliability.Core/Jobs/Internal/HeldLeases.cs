using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>
/// The leases that this process holds for its work. The receiver of a lease gets a token that is canceled when the lease is lost. Safe for
/// concurrent use.
/// </summary>
internal sealed class HeldLeases(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LeaseId, Held> _held = [];

    public IReadOnlyList<Lease> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _held.Values.Select(one => one.Lease)];
            }
        }
    }

    /// <summary>Notes a lease that the store gave or extended. It counts from the moment at which it was asked for.</summary>
    /// <returns>What is cancelled when the lease is lost.</returns>
    public CancellationToken Keep(Lease lease, long askedAt)
    {
        Held? former;
        var fresh = new Held { Lease = lease, AskedAt = askedAt };
        lock (_lock)
        {
            if (_held.TryGetValue(lease.Request.Id, out former) && former.Lease.Token == lease.Token)
            {
                former.Lease = lease;
                former.AskedAt = Math.Max(former.AskedAt, askedAt);
                return former.Lost.Token;
            }

            _held[lease.Request.Id] = fresh;
        }

        if (former is not null)
        {
            Tell([former]);
        }

        return fresh.Lost.Token;
    }

    /// <summary>Notes that a lease is another's, or nobody's. One that was taken again meanwhile, with another token, stays.</summary>
    public void Drop(LeaseId id, long? token)
    {
        Held? held;
        lock (_lock)
        {
            if (!_held.TryGetValue(id, out held) || (token is not null && held.Lease.Token != token))
            {
                return;
            }

            _held.Remove(id);
        }

        Tell([held]);
    }

    public void DropAll()
    {
        Held[] all;
        lock (_lock)
        {
            all = [.. _held.Values];
            _held.Clear();
        }

        Tell(all);
    }

    public Lease? Find(LeaseId id)
    {
        lock (_lock)
        {
            return _held.GetValueOrDefault(id)?.Lease;
        }
    }

    /// <summary>
    /// Gives up every lease whose time is over by this process's own monotonic clock, whatever the store would say: it could not be asked,
    /// or this process slept.
    /// </summary>
    public void DropOverdue()
    {
        Held[] overdue;
        lock (_lock)
        {
            overdue = [.. _held.Values.Where(one => timeProvider.GetElapsedTime(one.AskedAt) >= one.Lease.Request.Duration)];
            Array.ForEach(overdue, one => _held.Remove(one.Lease.Request.Id));
        }

        Tell(overdue);
    }

    /// <summary>
    /// Cancels what was lost. Whoever registered for it runs elsewhere, and not under the lock: one that blocks keeps no heartbeat back,
    /// and one that throws keeps no other from being told.
    /// </summary>
    private static void Tell(Held[] lost) => Array.ForEach(lost, one => _ = TellAsync(one.Lost));

    private static async Task TellAsync(CancellationTokenSource lost) =>
        await lost.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private sealed class Held
    {
        public required Lease Lease { get; set; }

        public required long AskedAt { get; set; }

        // Never disposed: a token of it may be asked long after the lease is gone, and it holds no handle.
        public CancellationTokenSource Lost { get; } = new();
    }
}
