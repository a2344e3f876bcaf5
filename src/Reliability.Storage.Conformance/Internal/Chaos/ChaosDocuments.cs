namespace Reliability.Storage.Conformance.Internal.Chaos;

internal sealed class ChaosDocuments(IDocumentStore inner, ChaosControl control) : IDocumentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => control.RunAsync(inner.InitializeAsync, cancellationToken);

    public ValueTask<Document?> GetAsync(DocumentId id, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.GetAsync(id, token), cancellationToken);

    public ValueTask<WriteOutcome> PutAsync(DocumentWrite write, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.PutAsync(write, token), cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.DeleteAsync(id, expected, token), cancellationToken);

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ListAsync(query, token), cancellationToken);

    public IAsyncEnumerable<string> ListCollectionsAsync(CancellationToken cancellationToken) =>
        control.RunAsync(inner.ListCollectionsAsync, cancellationToken);
}
