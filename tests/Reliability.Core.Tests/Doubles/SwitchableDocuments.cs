using Reliability.Storage;

namespace Reliability.Core.Tests.Doubles;

/// <summary>Documents that can be taken away, and whose lists can be held up once they are read.</summary>
internal sealed class SwitchableDocuments(IDocumentStore inner) : IDocumentStore
{
    public bool IsAway { get; set; }

    public Task AfterList { get; set; } = Task.CompletedTask;

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => There().InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) => There().GetAsync(ids, cancellationToken);

    public ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) => There().PutAsync(writes, cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) => There().DeleteAsync(id, expected, cancellationToken);

    public async ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        Task after = AfterList;
        DocumentPage page = await There().ListAsync(query, cancellationToken);
        await after;
        return page;
    }

    public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) => There().ListCollectionsAsync(cancellationToken);

    private IDocumentStore There() => IsAway ? throw new StoreException("The store is away.", isTransient: true) : inner;
}
