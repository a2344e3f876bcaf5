using System.Text.Json;
using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>Documents of a process that can be caught before it stores how far it followed the alerts of an incident.</summary>
internal sealed class TrappedDocuments(IDocumentStore documents, Traps traps) : IDocumentStore
{
    public const string Positions = "incident-alerts";

    public async ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Any(one => one.Id.Collection.Name == Positions && HasIncident(one)))
        {
            await traps.PassAsync(Traps.BeforePosition);
        }

        return await documents.PutAsync(writes, cancellationToken);
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

    private static bool HasIncident(DocumentWrite write)
    {
        using JsonDocument record = JsonDocument.Parse(write.Json);
        return record.RootElement.TryGetProperty("incident", out JsonElement incident) && incident.ValueKind == JsonValueKind.String;
    }
}
