using Reliability.Storage;

namespace Reliability.Tests;

/// <summary>A store of documents that is never there.</summary>
internal sealed class AbsentDocumentStore : IDocumentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => throw Absent();

    public ValueTask<Document?> GetAsync(DocumentId id, CancellationToken cancellationToken) => throw Absent();

    public ValueTask<WriteOutcome> PutAsync(DocumentWrite write, CancellationToken cancellationToken) => throw Absent();

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) => throw Absent();

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken) => throw Absent();

    public IAsyncEnumerable<string> ListCollectionsAsync(CancellationToken cancellationToken) => throw Absent();

    private static StoreException Absent() => new("No documents today.", isTransient: true);
}
