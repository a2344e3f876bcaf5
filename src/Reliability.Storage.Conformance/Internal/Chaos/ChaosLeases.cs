namespace Reliability.Storage.Conformance.Internal.Chaos;

internal sealed class ChaosLeases(ILeaseStore inner, ChaosControl control) : ILeaseStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => control.RunAsync(inner.InitializeAsync, cancellationToken);

    public ValueTask<Lease?> AcquireAsync(LeaseRequest request, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.AcquireAsync(request, token), cancellationToken);

    public ValueTask<Lease?> RenewAsync(Lease lease, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.RenewAsync(lease, token), cancellationToken);

    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ReleaseAsync(lease, token), cancellationToken);

    public ValueTask<Lease?> GetAsync(string name, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.GetAsync(name, token), cancellationToken);
}
