using Reliability.Storage.Conformance.Internal.Chaos;

namespace Reliability.Storage.Conformance;

/// <summary>
/// A store in front of another that fails on command: before or after a call has its effect, one by one, by chance or for as
/// long as a switch is on. It shows what an application does when its store is away or loses answers.
/// </summary>
/// <remarks>What a seed chooses is the same in each run as long as calls come in the same order.</remarks>
public sealed class ChaosStore : IReliabilityStore
{
    private readonly IReliabilityStore _inner;

    /// <summary>Puts itself in front of a store; no call fails until <see cref="Controls"/> say so.</summary>
    /// <param name="inner">The store, which is disposed together with this one.</param>
    /// <param name="seed">The seed of chance.</param>
    public ChaosStore(IReliabilityStore inner, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        Dictionary<StorageRoles, ChaosControl> controls = [];
        Series = new ChaosSeries(inner.Series, Control(StorageRoles.Series));
        Documents = new ChaosDocuments(inner.Documents, Control(StorageRoles.Documents));
        Events = new ChaosEvents(inner.Events, Control(StorageRoles.Events));
        Leases = new ChaosLeases(inner.Leases, Control(StorageRoles.Leases));
        Enrollments = new ChaosEnrollments(inner.Enrollments, Control(StorageRoles.Enrollments));
        Controls = controls.AsReadOnly();

        ChaosControl Control(StorageRoles role) => controls[role] = new ChaosControl(role, seed);
    }

    /// <summary>The switches of each role.</summary>
    public IReadOnlyDictionary<StorageRoles, ChaosControl> Controls { get; }

    /// <inheritdoc/>
    public ISeriesStore Series { get; }

    /// <inheritdoc/>
    public IDocumentStore Documents { get; }

    /// <inheritdoc/>
    public IEventLog Events { get; }

    /// <inheritdoc/>
    public ILeaseStore Leases { get; }

    /// <inheritdoc/>
    public IEnrollmentStore Enrollments { get; }

    /// <summary>Makes every role ready; fails when one of them is told to.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        foreach (IStore role in (IStore[])[Series, Documents, Events, Leases, Enrollments])
        {
            await role.InitializeAsync(cancellationToken);
        }
    }

    /// <summary>Disposes the store behind.</summary>
    public void Dispose() => _inner.Dispose();

    /// <summary>Disposes the store behind.</summary>
    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
