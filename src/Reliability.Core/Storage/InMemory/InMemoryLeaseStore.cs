using Reliability.Storage.Internal;

namespace Reliability.Storage.InMemory;

/// <summary>A lease store in the memory of this process: it arbitrates within the process only.</summary>
/// <param name="timeProvider">The clock of the store; <see langword="null"/> for the system's.</param>
public sealed class InMemoryLeaseStore(TimeProvider? timeProvider = null) : ILeaseStore
{
    private readonly TimeProvider _clock = timeProvider ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);

    /// <summary>Has nothing to do but to honour <paramref name="cancellationToken"/>.</summary>
    /// <param name="cancellationToken">Throws when it is already cancelled.</param>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<Lease?> AcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _leases.TryGetValue(request.Name, out Lease? last);
            bool isHeld = IsInForce(last);
            if (isHeld && last!.Request.Owner != request.Owner)
            {
                return new((Lease?)null);
            }

            long token = isHeld ? last!.Token : (last?.Token ?? 0) + 1;
            return new(_leases[request.Name] = new Lease(request, token, Now() + request.Duration));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Lease?> RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(Holds(lease) ? _leases[lease.Request.Name] = lease with { ExpiresAt = Now() + lease.Request.Duration } : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            bool holds = Holds(lease);
            if (holds)
            {
                // The token stays, so that the next one is greater.
                _leases[lease.Request.Name] = lease with { ExpiresAt = DateTimeOffset.MinValue };
            }

            return new(holds);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Lease?> GetAsync(string name, CancellationToken cancellationToken)
    {
        StoreName.Require(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _leases.TryGetValue(name, out Lease? last);
            return new(IsInForce(last) ? last : null);
        }
    }

    private bool Holds(Lease lease) =>
        _leases.TryGetValue(lease.Request.Name, out Lease? last)
        && IsInForce(last)
        && last.Token == lease.Token
        && last.Request.Owner == lease.Request.Owner;

    private bool IsInForce(Lease? lease) => lease?.ExpiresAt > Now();

    private DateTimeOffset Now() => _clock.GetUtcNow();
}
