namespace Reliability.Storage.Conformance.Internal.Chaos;

internal sealed class ChaosDocuments(IDocumentStore inner, ChaosControl control) : IDocumentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => control.RunAsync(inner.InitializeAsync, cancellationToken);

    public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.GetAsync(ids, token), cancellationToken);

    public ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.PutAsync(writes, token), cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.DeleteAsync(id, expected, token), cancellationToken);

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ListAsync(query, token), cancellationToken);

    public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) =>
        control.RunAsync(inner.ListCollectionsAsync, cancellationToken);
}
