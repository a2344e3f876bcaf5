using System.Text.Json;
using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>
/// Writes down which alerts were still to be delivered in each state of an objective that this process stored or could not store: with the
/// deliveries around it, it shows which of them the store knows.
/// </summary>
internal sealed class NotedDocuments(IDocumentStore documents, Journal deliveries) : IDocumentStore
{
    public async ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        IReadOnlyList<WriteOutcome> outcomes = await documents.PutAsync(writes, cancellationToken);
        for (int i = 0; i < writes.Count; i++)
        {
            if (writes[i].Id.Collection.Name == "alerts" && outcomes[i] == WriteOutcome.Stored)
            {
                deliveries.Write($"{(IsDelivered(writes[i].Json) ? "stored" : "open")} {writes[i].Id.Id}");
            }
        }

        return outcomes;
    }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => documents.InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
        documents.GetAsync(ids, cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) =>
        documents.DeleteAsync(id, expected, cancellationToken);

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        documents.ListAsync(query, cancellationToken);

    public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) =>
        documents.ListCollectionsAsync(cancellationToken);

    private static bool IsDelivered(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("outbox").GetArrayLength() == 0;
    }
}
