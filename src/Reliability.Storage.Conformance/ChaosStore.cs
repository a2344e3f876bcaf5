using Reliability.Storage.Conformance.Internal.Chaos;

namespace Reliability.Storage.Conformance;

/// <summary>
/// A store that wraps another store and fails on demand: before or after a call has its effect, for single calls, at random, or while a
/// switch is on. Use it to test an application whose store is unavailable or loses answers.
/// </summary>
/// <remarks>The random choices of a seed are the same in each run if the calls occur in the same order.</remarks>
public sealed class ChaosStore : IReliabilityStore
{
    private readonly IReliabilityStore _inner;

    /// <summary>
    /// Initializes a new instance of the <see cref="ChaosStore"/> class. No call fails until <see cref="Controls"/> say so.
    /// </summary>
    /// <param name="inner">The inner store, which is disposed together with this one.</param>
    /// <param name="seed">The seed of the random choices.</param>
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

    /// <summary>Gets the switches of each role.</summary>
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

    /// <summary>Initializes every role. Fails if the switches of a role say so.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        foreach (IStore role in (IStore[])[Series, Documents, Events, Leases, Enrollments])
        {
            await role.InitializeAsync(cancellationToken);
        }
    }

    /// <summary>Disposes the inner store. Nothing is pending: what a call has acknowledged is stored.</summary>
    public void Dispose() => _inner.Dispose();

    /// <summary>Disposes the inner store. Nothing is pending: what a call has acknowledged is stored.</summary>
    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
