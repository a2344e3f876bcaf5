using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>Passes every call on to other documents; a class that observes or delays writes overrides one method.</summary>
internal abstract class ForwardedDocuments(IDocumentStore documents) : IDocumentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => documents.InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
        documents.GetAsync(ids, cancellationToken);

    public virtual ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(
        IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) => documents.PutAsync(writes, cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) =>
        documents.DeleteAsync(id, expected, cancellationToken);

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        documents.ListAsync(query, cancellationToken);

    public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) =>
        documents.ListCollectionsAsync(cancellationToken);
}
