using Reliability.Storage;

namespace Reliability.Benchmarks.Alerting;

/// <summary>Counts calls; a call for many documents is one.</summary>
internal sealed class CountingDocumentStore(IDocumentStore inner) : IDocumentStore
{
    public long Calls { get; private set; }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken)
    {
        Calls++;
        return inner.GetAsync(ids, cancellationToken);
    }

    public ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        Calls++;
        return inner.PutAsync(writes, cancellationToken);
    }

    public ValueTask<DeleteOutcome> DeleteAsync(
        DocumentId id,
        ETag expected,
        CancellationToken cancellationToken) => inner.DeleteAsync(id, expected, cancellationToken);

    public ValueTask<DocumentPage> ListAsync(
        DocumentQuery query,
        CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) =>
        inner.ListCollectionsAsync(cancellationToken);
}
