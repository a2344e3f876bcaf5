using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>A lease store in whose place another can be put while processes use it, or that can be away.</summary>
internal sealed class SwitchedLeases(ILeaseStore leases) : ILeaseStore
{
    private volatile ILeaseStore _now = leases;

    public bool IsAway { get; set; }

    public void Replace(ILeaseStore leases) => _now = leases;

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => Now().InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Lease?>> AcquireAsync(IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken) => Now().AcquireAsync(requests, cancellationToken);

    public ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) => Now().RenewAsync(leases, cancellationToken);

    public ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) => Now().ReleaseAsync(leases, cancellationToken);

    public ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken) => Now().ListAsync(service, cancellationToken);

    private ILeaseStore Now() => IsAway ? throw new StoreException("The lease store is away.", isTransient: true) : _now;
}
