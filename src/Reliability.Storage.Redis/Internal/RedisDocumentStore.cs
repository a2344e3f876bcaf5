using System.Runtime.CompilerServices;
using System.Text;
using Reliability.Common.Internal;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Stores a collection as a hash of documents and a sorted set of their ids. The collections of a service are on one node.
/// </summary>
internal sealed class RedisDocumentStore(RedisConnection connection, KeyFactory keys) : IDocumentStore
{
    /// <summary>The number of bytes after which a reading script stops.</summary>
    private const int EnoughBytes = 8 << 20;

    private readonly Registry _collections = new(connection, keys.Collections);

    private readonly ScriptBatch<DocumentId, Document?> _reads = new(
        connection, RedisScripts.DocumentGet, id => id.Collection.Service, part => ReadCall(keys, part), ReadAll);

    private readonly ScriptBatch<DocumentWrite, WriteOutcome> _writes = new(
        connection,
        RedisScripts.DocumentPut,
        write => write.Id.Collection.Service,
        part => WriteCall(keys, part),
        (_, result) => Array.ConvertAll((long[])result!, stored => stored == 1 ? WriteOutcome.Stored : WriteOutcome.Conflict))
    {
        NameOf = write => write.Id,
        BytesOf = write => Encoding.UTF8.GetByteCount(write.Json),
    };

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => connection.InitializeAsync(cancellationToken);

    public async ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken)
    {
        Check.Items(ids);
        return await _reads.RunAsync(ids, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        Check.Items(writes);
        IEnumerable<CollectionId> collections = writes.Select(write => write.Id.Collection).Distinct();
        await _collections.EnterAsync(
            [.. collections.Select(one => NamePair.Join(one.Service, one.Name))], cancellationToken).ConfigureAwait(false);
        return await _writes.RunAsync(writes, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(expected);
        RedisResult deleted = await connection.ScriptAsync(
            RedisScripts.DocumentDelete, KeysOf(id.Collection), [id.Id, expected.Value], cancellationToken).ConfigureAwait(false);
        return (int)deleted switch
        {
            1 => DeleteOutcome.Deleted,
            0 => DeleteOutcome.Conflict,
            _ => DeleteOutcome.NotFound,
        };
    }

    public async ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        RedisResult result = await connection.ScriptAsync(
            RedisScripts.DocumentList,
            KeysOf(query.Collection),
            [query.After is null ? "-" : "(" + query.After, query.PageSize + 1],
            cancellationToken).ConfigureAwait(false);
        string?[] found = (string?[])result!;
        Document[] documents = connection.Faults.Read(() => found.Chunk(2).Take(query.PageSize)
            .Select(pair => Read(new DocumentId(query.Collection, pair[0]!), pair[1])).ToArray());
        return new DocumentPage { Documents = documents, Continuation = found.Length / 2 > query.PageSize ? documents[^1].Id.Id : null };
    }

    public async IAsyncEnumerable<CollectionId> ListCollectionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string collection in await _collections.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (string service, string name) = NamePair.Split(collection);
            yield return new CollectionId(service, name);
        }
    }

    private static (RedisKey[] Keys, RedisValue[] Values) ReadCall(KeyFactory keys, BatchPart<DocumentId> part)
    {
        var places = new Places<CollectionId>();
        List<RedisValue> values = [EnoughBytes];
        foreach (DocumentId id in part.Items)
        {
            values.Add(places.Of(id.Collection));
            values.Add(id.Id);
        }

        return ([.. places.All.Select(keys.Documents)], [.. values]);
    }

    private static Document?[] ReadAll(BatchPart<DocumentId> part, RedisResult result) =>
        [.. ((string?[])result!).Select((stored, i) => stored is null ? null : Read(part.Items[i], stored))];

    private static (RedisKey[] Keys, RedisValue[] Values) WriteCall(KeyFactory keys, BatchPart<DocumentWrite> part)
    {
        var places = new Places<CollectionId>();
        List<RedisValue> values = [];
        foreach (DocumentWrite write in part.Items)
        {
            values.Add(places.Of(write.Id.Collection));
            values.Add(write.Id.Id);
            values.Add(write.Expected?.Value ?? "");
            values.Add(write.ETag.Value);
            values.Add(write.Json);
        }

        return ([.. places.All.SelectMany(one => (RedisKey[])[keys.Documents(one), keys.DocumentIds(one)])], [.. values]);
    }

    private static Document Read(DocumentId id, string? stored)
    {
        if (stored?.IndexOf('\n', StringComparison.Ordinal) is not (> 0 and { } end))
        {
            throw new FormatException($"Document '{id}' has no ETag.");
        }

        return new Document { Id = id, ETag = new ETag(stored[..end]), Json = stored[(end + 1)..] };
    }

    private RedisKey[] KeysOf(CollectionId collection) => [keys.Documents(collection), keys.DocumentIds(collection)];
}
