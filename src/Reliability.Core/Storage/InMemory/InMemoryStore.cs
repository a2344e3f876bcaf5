namespace Reliability.Storage;

/// <summary>
/// A store that provides all roles in the memory of this process, for tests and first steps before you choose a durable store.
/// </summary>
/// <param name="timeProvider">The clock of the store, or <see langword="null"/> for the system clock.</param>
public sealed class InMemoryStore(TimeProvider? timeProvider = null) : IReliabilityStore
{
    /// <inheritdoc/>
    public ISeriesStore Series { get; } = new InMemorySeriesStore(timeProvider);

    /// <inheritdoc/>
    public IDocumentStore Documents { get; } = new InMemoryDocumentStore();

    /// <inheritdoc/>
    public IEventLog Events { get; } = new InMemoryEventLog();

    /// <inheritdoc/>
    public ILeaseStore Leases { get; } = new InMemoryLeaseStore(timeProvider);

    /// <inheritdoc/>
    public IEnrollmentStore Enrollments { get; } = new InMemoryEnrollmentStore();

    /// <summary>Does nothing, because this store requires no initialization.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }

    /// <summary>
    /// Does nothing. Nothing is pending: what a call has acknowledged is stored. The data stays until the store is garbage collected.
    /// </summary>
    public ValueTask DisposeAsync() => default;

    /// <summary>
    /// Does nothing. Nothing is pending: what a call has acknowledged is stored. The data stays until the store is garbage collected.
    /// </summary>
    public void Dispose()
    {
    }
}
