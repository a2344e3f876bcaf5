namespace Reliability.Storage.Conformance.Internal.Chaos;

internal sealed class ChaosLeases(ILeaseStore inner, ChaosControl control) : ILeaseStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => control.RunAsync(inner.InitializeAsync, cancellationToken);

    public ValueTask<IReadOnlyList<Lease?>> AcquireAsync(IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.AcquireAsync(requests, token), cancellationToken);

    public ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.RenewAsync(leases, token), cancellationToken);

    public ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ReleaseAsync(leases, token), cancellationToken);

    public ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ListAsync(service, token), cancellationToken);
}
