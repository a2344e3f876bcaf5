using Xunit;

namespace Reliability.Storage.Conformance.Internal;

/// <summary>Helper methods of the document suite.</summary>
internal static class DocumentScript
{
    public const string Service = "shop";
    public const string Collection = "orders";

    public static DocumentId Id(string id = "1", string collection = Collection, string service = Service) => new(service, collection, id);

    public static DocumentWrite Create(string json, string id = "1", string collection = Collection, string service = Service) =>
        DocumentWrite.Create(Id(id, collection, service), json);

    /// <summary>Returns a write that replaces the result of another write.</summary>
    public static DocumentWrite Then(this DocumentWrite before, string json) => DocumentWrite.Replace(before.Id, before.ETag, json);

    /// <summary>Returns the document after the write.</summary>
    public static Document Outcome(this DocumentWrite write) => new() { Id = write.Id, ETag = write.ETag, Json = write.Json };

    public static async Task<WriteOutcome> PutAsync(this IDocumentStore store, DocumentWrite write) =>
        await store.PutAsync(write, CancellationToken.None);

    /// <summary>Writes a document and asserts that it was stored.</summary>
    public static async Task<DocumentWrite> StoreAsync(this IDocumentStore store, DocumentWrite write)
    {
        Assert.Equal(WriteOutcome.Stored, await store.PutAsync(write));
        return write;
    }

    /// <summary>Creates documents whose content is their id, several concurrently.</summary>
    public static Task FillAsync(this IDocumentStore store, IReadOnlyList<string> ids, string collection = Collection) =>
        Together.RunAsync(8, async client =>
    {
        for (int i = client; i < ids.Count; i += 8)
        {
            await store.StoreAsync(Create($"{i}", ids[i], collection));
        }
    });

    public static async Task<Document?> GetAsync(this IDocumentStore store, DocumentId? id = null) =>
        await store.GetAsync(id ?? Id(), CancellationToken.None);

    public static async Task<DeleteOutcome> DeleteAsync(this IDocumentStore store, DocumentId id, ETag expected) =>
        await store.DeleteAsync(id, expected, CancellationToken.None);

    public static async Task<DocumentPage> PageAsync(
        this IDocumentStore store, string? after = null, int pageSize = 100, string collection = Collection) =>
        await store.ListAsync(new DocumentQuery(new CollectionId(Service, collection), after, pageSize), CancellationToken.None);

    /// <summary>Reads a collection page by page.</summary>
    public static async Task<List<Document>> ListAllAsync(
        this IDocumentStore store, int pageSize = 100, string collection = Collection, Func<Task>? betweenPages = null)
    {
        List<Document> documents = [];
        string? after = null;
        do
        {
            DocumentPage page = await store.PageAsync(after, pageSize, collection);
            Assert.InRange(page.Documents.Count, 0, pageSize);
            Assert.True(page.Continuation is null || page.Documents.Count > 0, "A page that has a continuation must contain documents.");
            documents.AddRange(page.Documents);
            after = page.Continuation;
            await (betweenPages?.Invoke() ?? Task.CompletedTask);
        }
        while (after is not null);

        return documents;
    }

    /// <summary>Asserts that documents have these ids, in this order.</summary>
    public static void AssertIds(IEnumerable<string> expected, IEnumerable<Document> actual) =>
        Assert.Equal(expected, actual.Select(document => document.Id.Id), StringComparer.Ordinal);

    public static Task<List<CollectionId>> CollectionsAsync(this IDocumentStore store) =>
        store.ListCollectionsAsync(CancellationToken.None).ToListAsync();

    /// <summary>Returns an unambiguous text for a collection.</summary>
    public static string Text(CollectionId collection) => $"{collection.Service}\n{collection.Name}";
}
