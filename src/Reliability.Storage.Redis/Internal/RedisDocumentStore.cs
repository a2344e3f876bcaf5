using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>A collection is a hash of documents and a sorted set of their ids.</summary>
internal sealed class RedisDocumentStore(RedisConnection connection, KeyFactory keys) : IDocumentStore
{
    private readonly Registry _collections = new(connection, keys.Collections);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => connection.InitializeAsync(cancellationToken);

    public async ValueTask<Document?> GetAsync(DocumentId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        string? stored = await connection.RunAsync(db => db.HashGetAsync(keys.Documents(id.Collection), id.Id), cancellationToken).ConfigureAwait(false);
        return stored is null ? null : Read(id, stored);
    }

    public async ValueTask<WriteOutcome> PutAsync(DocumentWrite write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        await _collections.EnterAsync(write.Id.Collection, cancellationToken).ConfigureAwait(false);
        RedisResult stored = await connection.ScriptAsync(
            RedisScripts.DocumentPut,
            KeysOf(write.Id.Collection),
            [write.Id.Id, write.Expected?.Value ?? "", write.ETag.Value, write.Json],
            cancellationToken).ConfigureAwait(false);
        return (int)stored == 1 ? WriteOutcome.Stored : WriteOutcome.Conflict;
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
        string[] found = (string[])result!;
        Document[] documents = [.. found.Chunk(2).Take(query.PageSize).Select(pair => Read(new DocumentId(query.Collection, pair[0]), pair[1]))];
        return new DocumentPage(documents, found.Length / 2 > query.PageSize ? documents[^1].Id.Id : null);
    }

    public IAsyncEnumerable<string> ListCollectionsAsync(CancellationToken cancellationToken) => _collections.ListAsync(cancellationToken);

    private static Document Read(DocumentId id, string stored)
    {
        int end = stored.IndexOf('\n', StringComparison.Ordinal);
        return new Document(id, new ETag(stored[..end]), stored[(end + 1)..]);
    }

    private RedisKey[] KeysOf(string collection) => [keys.Documents(collection), keys.DocumentIds(collection)];
}
