using System.Runtime.CompilerServices;
using System.Text.Json;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>
/// The documents of one kind that belong to a service, or to one thing of it: versioned, changed only by who has seen the present version.
/// </summary>
/// <typeparam name="T">What is stored.</typeparam>
internal sealed class DocumentSet<T>(IDocumentStore store, string service, string? item = null)
    where T : class, IStoredDocument<T>
{
    private readonly CollectionId _collection =
        item is null ? Owned.Collection(service, T.Collection) : Owned.Collection(service, T.Collection, item);

    public string Service { get; } = service;

    /// <exception cref="StoreException">The store failed, or the document cannot be read.</exception>
    public async ValueTask<Stored<T>?> GetAsync(string id, CancellationToken cancellationToken)
    {
        Document? document = await store.GetAsync(IdOf(id), cancellationToken).ConfigureAwait(false);
        Stored<T>? stored = document is null ? null : Read(document);
        stored?.Require();
        return stored;
    }

    /// <summary>Reads many at once; one that cannot be read says why and keeps none of the others back.</summary>
    public async ValueTask<IReadOnlyList<Stored<T>?>> GetAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<Document?> documents = await store.GetAsync([.. ids.Select(IdOf)], cancellationToken).ConfigureAwait(false);
        return [.. documents.Select(document => document is null ? null : Read(document))];
    }

    /// <summary>Reads many of any services at once; one that cannot be read says why and keeps none of the others back.</summary>
    public static async ValueTask<IReadOnlyList<Stored<T>?>> GetEachAsync(
        IDocumentStore store, IReadOnlyList<(string Service, string Id)> ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<Document?> documents = ids.Count == 0 ? [] : await store.GetAsync(
            [.. ids.Select(one => new DocumentId(Owned.Collection(one.Service, T.Collection), one.Id))], cancellationToken)
            .ConfigureAwait(false);
        return [.. documents.Select(document => document is null ? null : Read(document))];
    }

    /// <summary>Reads all; one that cannot be read says why and keeps none of the others back.</summary>
    public async ValueTask<IReadOnlyList<Stored<T>>> ListAsync(CancellationToken cancellationToken)
    {
        List<Stored<T>> all = [];
        await foreach (IReadOnlyList<Stored<T>> page in ReadPagesAsync(cancellationToken).ConfigureAwait(false))
        {
            all.AddRange(page);
        }

        return all;
    }

    /// <summary>
    /// Reads all, a page at a time, so that a reader need not keep them; one that cannot be read says why and keeps none of the others
    /// back.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<Stored<T>>> ReadPagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var query = new DocumentQuery(_collection, after, DocumentQuery.MaxPageSize);
            DocumentPage page = await store.ListAsync(query, cancellationToken).ConfigureAwait(false);
            yield return [.. page.Documents.Select(Read)];
            after = page.Continuation;
        }
        while (after is not null);
    }

    /// <summary>Reads at most so many, by the order of their ids; one that cannot be read says why.</summary>
    /// <param name="after">The id after which to begin, or null for the first.</param>
    /// <param name="maxCount">1 to <see cref="DocumentQuery.MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask<IReadOnlyList<Stored<T>>> ListAsync(string? after, int maxCount, CancellationToken cancellationToken)
    {
        DocumentPage page = await store.ListAsync(new DocumentQuery(_collection, after, maxCount), cancellationToken).ConfigureAwait(false);
        return [.. page.Documents.Select(Read)];
    }

    /// <summary>A write of a new document, or of a new version of the one that was seen.</summary>
    public DocumentWrite Write(string id, Stored<T>? seen, T value)
    {
        string json = Text(value);
        return seen is null ? DocumentWrite.Create(IdOf(id), json) : DocumentWrite.Replace(seen.Id, seen.ETag, json);
    }

    public ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) =>
        writes.Count == 0 ? ValueTask.FromResult<IReadOnlyList<WriteOutcome>>([]) : store.PutAsync(writes, cancellationToken);

    public ValueTask<WriteOutcome> PutAsync(
        DocumentWrite write,
        CancellationToken cancellationToken) => store.PutAsync(write, cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(
        Stored<T> seen,
        CancellationToken cancellationToken) => store.DeleteAsync(seen.Id, seen.ETag, cancellationToken);

    public static string Text(T value) => JsonSerializer.Serialize(value, T.Json);

    /// <summary>A version that was seen earlier, to be written over.</summary>
    public Stored<T> Seen(string id, ETag etag) => new(IdOf(id), etag, Value: null, Fault: null);

    /// <summary>What a write stored, without asking the store.</summary>
    public static Stored<T> Of(DocumentWrite write, T value) => new(write.Id, write.ETag, value, Fault: null);

    private DocumentId IdOf(string id) => new(_collection, id);

    private static Stored<T> Read(Document document)
    {
        try
        {
            T value = StoredRecord.Read(document.Json, $"Document '{document.Id}'", T.Json, T.Format, record => record.V);
            return new Stored<T>(document.Id, document.ETag, value, Fault: null);
        }
        catch (StoreException e)
        {
            return new Stored<T>(document.Id, document.ETag, Value: null, e.Message);
        }
    }
}
