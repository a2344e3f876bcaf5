using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>A document store in the memory of this process. The data is lost when the process ends.</summary>
public sealed class InMemoryDocumentStore : IDocumentStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CollectionId, SortedList<string, Document>> _collections = [];

    /// <summary>Does nothing, because this store requires no initialization.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken)
    {
        Check.Items(ids);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new([.. ids.Select(Find)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        Check.Items(writes);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new([.. writes.Select(Put)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(expected);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (Find(id) is not { } present)
            {
                return new(DeleteOutcome.NotFound);
            }

            if (present.ETag != expected)
            {
                return new(DeleteOutcome.Conflict);
            }

            SortedList<string, Document> collection = _collections[id.Collection];
            collection.Remove(id.Id);
            if (collection.Count == 0)
            {
                _collections.Remove(id.Collection);
            }

            return new(DeleteOutcome.Deleted);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            IEnumerable<Document> all = _collections.TryGetValue(query.Collection, out SortedList<string, Document>? collection)
                ? collection.Values
                : [];
            Document[] rest =
            [
                .. all
                    .SkipWhile(d => query.After is not null && Utf8Order.Instance.Compare(d.Id.Id, query.After) <= 0)
                    .Take(query.PageSize + 1),
            ];
            return new(rest.Length > query.PageSize
                ? new DocumentPage { Documents = rest[..query.PageSize], Continuation = rest[query.PageSize - 1].Id.Id }
                : new DocumentPage { Documents = rest });
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CollectionId> ListCollectionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        CollectionId[] collections;
        lock (_lock)
        {
            collections = [.. _collections.Keys];
        }

        foreach (CollectionId collection in collections)
        {
            yield return collection;
        }
    }

    private WriteOutcome Put(DocumentWrite write)
    {
        ETag? present = Find(write.Id)?.ETag;
        if (present == write.ETag)
        {
            return WriteOutcome.Stored;
        }

        if (present != write.Expected)
        {
            return WriteOutcome.Conflict;
        }

        if (!_collections.TryGetValue(write.Id.Collection, out SortedList<string, Document>? collection))
        {
            _collections.Add(write.Id.Collection, collection = new(Utf8Order.Instance));
        }

        collection[write.Id.Id] = new Document { Id = write.Id, ETag = write.ETag, Json = write.Json };
        return WriteOutcome.Stored;
    }

    private Document? Find(DocumentId id) => _collections.GetValueOrDefault(id.Collection)?.GetValueOrDefault(id.Id);
}
