using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>A lease store in the memory of this process. Its leases are valid only within the process.</summary>
/// <param name="timeProvider">The clock of the store, or <see langword="null"/> for the system clock.</param>
public sealed class InMemoryLeaseStore(TimeProvider? timeProvider = null) : ILeaseStore
{
    private readonly TimeProvider _clock = timeProvider ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly Dictionary<LeaseId, Lease> _leases = [];
    private long _lastToken;

    /// <summary>Does nothing, because this store requires no initialization.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Lease?>> AcquireAsync(IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken)
    {
        Check.Items(requests);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new([.. requests.Select(Acquire)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken)
    {
        Check.Items(leases);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new([.. leases.Select(Renew)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken)
    {
        Check.Items(leases);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new([.. leases.Select(Release)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken)
    {
        StoreName.Require(service);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            DateTimeOffset now = Now();
            ILookup<bool, Lease> own = _leases.Values.Where(lease => lease.Request.Id.Service == service)
                .ToLookup(lease => lease.ExpiresAt > now);
            foreach (Lease expired in own[false])
            {
                _leases.Remove(expired.Request.Id);
            }

            return new(new LeaseSnapshot { At = now, Leases = [.. own[true]] });
        }
    }

    /// <summary>Returns how many leases of a service are kept, in force or not.</summary>
    internal int CountKept(string service)
    {
        lock (_lock)
        {
            return _leases.Keys.Count(id => id.Service == service);
        }
    }

    private Lease? Acquire(LeaseRequest request)
    {
        _leases.TryGetValue(request.Id, out Lease? last);
        bool isHeld = IsInForce(last);
        if (isHeld && last!.Request.Owner != request.Owner)
        {
            return null;
        }

        long token = isHeld ? last!.Token : ++_lastToken;
        return _leases[request.Id] = new Lease { Request = request, Token = token, ExpiresAt = Now() + request.Duration };
    }

    private Lease? Renew(Lease lease) =>
        Holds(lease) ? _leases[lease.Request.Id] = lease with { ExpiresAt = Now() + lease.Request.Duration } : null;

    private bool Release(Lease lease)
    {
        bool holds = Holds(lease);
        if (holds)
        {
            _leases.Remove(lease.Request.Id);
        }

        return holds;
    }

    private bool Holds(Lease lease) =>
        _leases.TryGetValue(lease.Request.Id, out Lease? last)
        && IsInForce(last)
        && last.Token == lease.Token
        && last.Request.Owner == lease.Request.Owner;

    private bool IsInForce(Lease? lease) => lease?.ExpiresAt > Now();

    private DateTimeOffset Now() => _clock.GetUtcNow();
}
