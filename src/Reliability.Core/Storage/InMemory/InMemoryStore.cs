namespace Reliability.Storage;

/// <summary>All roles in the memory of this process: for tests, and for a first look before choosing a durable store.</summary>
/// <param name="timeProvider">The clock of the store; <see langword="null"/> for the system's.</param>
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

    /// <summary>Has nothing to do but to honour <paramref name="cancellationToken"/>.</summary>
    /// <param name="cancellationToken">Throws when it is already cancelled.</param>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }

    /// <summary>Has nothing to close; the data stays until nothing refers to the store.</summary>
    public ValueTask DisposeAsync() => default;

    /// <summary>Has nothing to close; the data stays until nothing refers to the store.</summary>
    public void Dispose()
    {
    }
}
