using Reliability.Storage;

namespace Reliability.Tests;

/// <summary>A store in memory that counts how often it was closed.</summary>
internal sealed class OwnedStore : IReliabilityStore
{
    private readonly InMemoryStore _inner = new();

    public int Disposals { get; private set; }

    public ISeriesStore Series => _inner.Series;

    public IDocumentStore Documents => _inner.Documents;

    public IEventLog Events => _inner.Events;

    public ILeaseStore Leases => _inner.Leases;

    public IEnrollmentStore Enrollments => _inner.Enrollments;

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => _inner.InitializeAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        Disposals++;
        return default;
    }

    public void Dispose() => Disposals++;
}
