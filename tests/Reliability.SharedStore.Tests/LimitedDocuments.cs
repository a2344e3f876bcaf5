using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>Documents as a process sees them whose rights on them can be taken away.</summary>
/// <remarks>No substitute: it grants and refuses the calls of a real store.</remarks>
internal sealed class LimitedDocuments(IDocumentStore documents) : IDocumentStore
{
    public bool CanRead { get; set; } = true;

    public bool CanWrite { get; set; } = true;

    /// <summary>A store with these documents.</summary>
    public IReliabilityStore Within(IReliabilityStore store) => new Limited(store, this);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => documents.InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
        Granted(CanRead).GetAsync(ids, cancellationToken);

    public ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) =>
        Granted(CanWrite).PutAsync(writes, cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) =>
        Granted(CanWrite).DeleteAsync(id, expected, cancellationToken);

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        Granted(CanRead).ListAsync(query, cancellationToken);

    public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) =>
        Granted(CanRead).ListCollectionsAsync(cancellationToken);

    private IDocumentStore Granted(bool isGranted) =>
        isGranted ? documents : throw new StoreException("This process has no right to the documents any more.", isTransient: false);

    private sealed class Limited(IReliabilityStore store, IDocumentStore documents) : IReliabilityStore
    {
        public ISeriesStore Series => store.Series;

        public IDocumentStore Documents => documents;

        public IEventLog Events => store.Events;

        public ILeaseStore Leases => store.Leases;

        public IEnrollmentStore Enrollments => store.Enrollments;

        public ValueTask InitializeAsync(CancellationToken cancellationToken) => store.InitializeAsync(cancellationToken);

        public void Dispose() => store.Dispose();

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
