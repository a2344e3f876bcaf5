using Reliability.Storage;

namespace Reliability.Benchmarks.Alerting;

/// <summary>Counts calls.</summary>
internal sealed class CountingDocumentStore(IDocumentStore inner) : IDocumentStore
{
    public long Calls { get; private set; }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

    public ValueTask<Document?> GetAsync(DocumentId id, CancellationToken cancellationToken)
    {
        Calls++;
        return inner.GetAsync(id, cancellationToken);
    }

    public ValueTask<WriteOutcome> PutAsync(DocumentWrite write, CancellationToken cancellationToken)
    {
        Calls++;
        return inner.PutAsync(write, cancellationToken);
    }

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) => inner.DeleteAsync(id, expected, cancellationToken);

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public IAsyncEnumerable<string> ListCollectionsAsync(CancellationToken cancellationToken) => inner.ListCollectionsAsync(cancellationToken);
}
