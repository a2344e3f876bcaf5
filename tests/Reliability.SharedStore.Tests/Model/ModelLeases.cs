using Reliability.Storage;

namespace Reliability.SharedStore.Tests.Model;

/// <summary>
/// The leases of a store, in the time of the world: who holds what, and under which token, is the store's answer; that a lease has ended is
/// told to it when the time of the world says so, since the clock of a server cannot be turned.
/// </summary>
/// <remarks>No substitute: it is a part of the model, with a state of its own that the steps of the model turn.</remarks>
internal sealed class ModelLeases(ILeaseStore store, TimeProvider time) : ILeaseStore
{
    /// <summary>What is held, as the world sees it.</summary>
    private readonly Dictionary<LeaseId, Lease> _held = [];

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => store.InitializeAsync(cancellationToken);

    public async ValueTask<IReadOnlyList<Lease?>> AcquireAsync(IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken)
    {
        await EndAsync(cancellationToken);
        return Hold(requests, await store.AcquireAsync([.. requests.Select(Endless)], cancellationToken));
    }

    public async ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken)
    {
        await EndAsync(cancellationToken);
        return Hold([.. leases.Select(one => one.Request)], await store.RenewAsync([.. leases.Select(Endless)], cancellationToken));
    }

    public async ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken)
    {
        await EndAsync(cancellationToken);
        return await store.ReleaseAsync([.. leases.Select(Endless)], cancellationToken);
    }

    public async ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken)
    {
        await EndAsync(cancellationToken);
        LeaseSnapshot snapshot = await store.ListAsync(service, cancellationToken);
        return new LeaseSnapshot { At = time.GetUtcNow(), Leases = [.. snapshot.Leases.Select(one => _held[one.Request.Id])] };
    }

    private static LeaseRequest Endless(LeaseRequest request) => new(request.Id, request.Owner, LeaseRequest.MaxDuration);

    private static Lease Endless(Lease lease) => lease with { Request = Endless(lease.Request) };

    private async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        Lease[] ended = [.. _held.Values.Where(one => one.ExpiresAt <= time.GetUtcNow())];
        foreach (Lease one in ended)
        {
            _held.Remove(one.Request.Id);
        }

        if (ended.Length > 0)
        {
            await store.ReleaseAsync([.. ended.Select(Endless)], cancellationToken);
        }
    }

    private Lease?[] Hold(IReadOnlyList<LeaseRequest> requests, IReadOnlyList<Lease?> given)
    {
        var seen = new Lease?[given.Count];
        for (int i = 0; i < seen.Length; i++)
        {
            if (given[i] is { } lease)
            {
                seen[i] = lease with { Request = requests[i], ExpiresAt = time.GetUtcNow() + requests[i].Duration };
                _held[requests[i].Id] = seen[i]!;
            }
        }

        return seen;
    }
}
