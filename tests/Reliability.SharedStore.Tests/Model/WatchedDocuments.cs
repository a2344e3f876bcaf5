using System.Text.Json;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests.Model;

/// <summary>
/// Documents as one process of a service writes them. Nothing of another service may be written, nor what was decided under a token
/// that a later holder has superseded.
/// </summary>
/// <remarks>No substitute: it is the oracle of the model, which judges every write against who holds what.</remarks>
internal sealed class WatchedDocuments(IDocumentStore documents, string service, Func<string, FencingToken> newestHolder) : IDocumentStore
{
    public async ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        IReadOnlyList<WriteOutcome> outcomes = await documents.PutAsync(writes, cancellationToken);
        for (int i = 0; i < writes.Count; i++)
        {
            RequireOwn(writes[i].Id);
            if (writes[i].Id.Collection.Name == "alerts" && outcomes[i] == WriteOutcome.Stored)
            {
                JsonElement json = JsonDocument.Parse(writes[i].Json).RootElement;
                var token = new FencingToken(json.GetProperty("epoch").GetInt64(), json.GetProperty("token").GetInt64());
                FencingToken newest = newestHolder(writes[i].Id.Id);
                if (newest > token)
                {
                    throw new InvalidOperationException($"'{writes[i].Id}' was stored under {token}, and {newest} has superseded it.");
                }
            }
        }

        return outcomes;
    }

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken)
    {
        RequireOwn(id);
        return documents.DeleteAsync(id, expected, cancellationToken);
    }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => documents.InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Document?>> GetAsync(
        IReadOnlyList<DocumentId> ids,
        CancellationToken cancellationToken) => documents.GetAsync(ids, cancellationToken);

    public ValueTask<DocumentPage> ListAsync(
        DocumentQuery query,
        CancellationToken cancellationToken) => documents.ListAsync(query, cancellationToken);

    public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) =>
        documents.ListCollectionsAsync(cancellationToken);

    private void RequireOwn(DocumentId id)
    {
        if (id.Collection.Service != service)
        {
            throw new InvalidOperationException($"A process of '{service}' changed '{id}'.");
        }
    }
}
