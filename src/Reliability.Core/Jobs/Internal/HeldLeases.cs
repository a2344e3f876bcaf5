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
        lock (_lock)
        {
            if (_held.TryGetValue(lease.Request.Id, out Held? held) && held.Lease.Token == lease.Token)
            {
                held.Lease = lease;
                held.AskedAt = Math.Max(held.AskedAt, askedAt);
                return held.Lost.Token;
            }

            held?.Lost.Cancel();
            var fresh = new Held { Lease = lease, AskedAt = askedAt };
            _held[lease.Request.Id] = fresh;
            return fresh.Lost.Token;
        }
    }

    /// <summary>Notes that a lease is another's, or nobody's. One that was taken again meanwhile, with another token, stays.</summary>
    public void Drop(LeaseId id, long? token)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(id, out Held? held) && (token is null || held.Lease.Token == token))
            {
                _held.Remove(id);
                held.Lost.Cancel();
            }
        }
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
        lock (_lock)
        {
            foreach ((LeaseId id, Held held) in _held.Where(one =>
                timeProvider.GetElapsedTime(one.Value.AskedAt) >= one.Value.Lease.Request.Duration)
                .ToArray())
            {
                _held.Remove(id);
                held.Lost.Cancel();
            }
        }
    }

    private sealed class Held
    {
        public required Lease Lease { get; set; }

        public required long AskedAt { get; set; }

        // Never disposed: a token of it may be asked long after the lease is gone, and it holds no handle.
        public CancellationTokenSource Lost { get; } = new();
    }
}
