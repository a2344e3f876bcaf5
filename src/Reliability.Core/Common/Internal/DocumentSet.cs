using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>
/// The documents of one kind that belong to a service, or to one thing of it: versioned, changed only by who has seen the present version.
/// </summary>
/// <typeparam name="T">What is stored.</typeparam>
internal sealed class DocumentSet<T>(IDocumentStore store, string service, string? item = null)
    where T : class, IStoredDocument<T>
{
    /// <summary>
    /// The number of documents in a page of many. The documents of two pages are in memory, and whenever garbage is collected meanwhile,
    /// all of them are copied: with the largest pages that took longer than to parse them.
    /// </summary>
    private const int PageSize = 250;

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
        await foreach (IReadOnlyList<Document> page in ReadDocumentsAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return [.. page.Select(Read)];
        }
    }

    /// <summary>
    /// Reads of all what decides which of them a reader needs, a page at a time, and each with its document, for
    /// <see cref="Read(Document)"/>. One that cannot be read as a whole says why.
    /// </summary>
    /// <param name="head">
    /// Reads a part of the record, and rejects with a <see cref="JsonException"/> or reads as a whole what it does not recognize in the
    /// rest.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async IAsyncEnumerable<IReadOnlyList<(Document Document, Stored<T> Head)>> ReadHeadsAsync(
        JsonTypeInfo<T> head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<Document> page in ReadDocumentsAsync(cancellationToken).ConfigureAwait(false))
        {
            var heads = new (Document, Stored<T>)[page.Count];
            for (int i = 0; i < heads.Length; i++)
            {
                Document document = page[i];
                Stored<T> stored = Read(document, head);
                heads[i] = (document, stored.Fault is null ? stored : Read(document));
            }

            yield return heads;
        }
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

    /// <summary>Returns why no document can hold a value with its history, as the end of a sentence about it, or null if one can.</summary>
    public static string? SizeFault(T value)
    {
        int size = Encoding.UTF8.GetByteCount(Text(value));
        return size > Document.MaxBytes
            ? Check.Text($"would take {size} bytes with its history, and a document has at most {Document.MaxBytes}")
            : null;
    }

    /// <summary>A version that was seen earlier, to be written over.</summary>
    public Stored<T> Seen(string id, ETag etag) => new(IdOf(id), etag, Value: null, Fault: null);

    /// <summary>What a write stored, without asking the store.</summary>
    public static Stored<T> Of(DocumentWrite write, T value) => new(write.Id, write.ETag, value, Fault: null);

    /// <summary>Reads the whole of a document; one that cannot be read says why.</summary>
    public static Stored<T> Read(Document document) => Read(document, T.Json);

    private static Stored<T> Read(Document document, JsonTypeInfo<T> type)
    {
        string? fault = StoredRecord.Fault(document.Json, type, T.Format, static record => record.V, out T? value, out _);
        return new Stored<T>(document.Id, document.ETag, value, fault is null ? null : $"Document '{document.Id}' {fault}");
    }

    /// <summary>Reads all documents. The store reads the next page while the caller parses one, so at most two are in memory.</summary>
    private async IAsyncEnumerable<IReadOnlyList<Document>> ReadDocumentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<DocumentPage>? next = null;
        try
        {
            DocumentPage? page = await ListAsync(after: null).ConfigureAwait(false);
            while (page is not null)
            {
                // A store may read on the thread that calls it.
                next = page.Continuation is { } after ? Task.Run(() => ListAsync(after).AsTask(), stop.Token) : null;
                yield return page.Documents;
                page = next is null ? null : await next.ConfigureAwait(false);
            }
        }
        finally
        {
            if (next is not null)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        ValueTask<DocumentPage> ListAsync(string? after) =>
            store.ListAsync(new DocumentQuery(_collection, after, PageSize), stop.Token);
    }

    private DocumentId IdOf(string id) => new(_collection, id);
}
