using System.Text;
using Npgsql;
using Reliability.Common.Internal;

namespace Reliability.Storage.Postgres.Internal;

internal sealed class PostgresDocumentStore(PostgresDatabase database) : IDocumentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
        GetCoreAsync(Check.Copy(ids), cancellationToken);

    public ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) =>
        PutCoreAsync(Check.Copy(writes), cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(expected);
        return DeleteCoreAsync(id, expected, cancellationToken);
    }

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ListCoreAsync(query, cancellationToken);
    }

    public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) => database.RowsAsync(
        database.Command(database.Sql.ListCollections), row => new CollectionId(row.GetString(0), row.GetString(1)), cancellationToken);

    private async ValueTask<IReadOnlyList<Document?>> GetCoreAsync(DocumentId[] ids, CancellationToken cancellationToken)
    {
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        var documents = new List<Document?>(ids.Length);
        foreach (ArraySegment<DocumentId> part in Batch.Parts(ids))
        {
            using NpgsqlCommand command = database.Command(database.Sql.GetDocuments)
                .With(part.Column(id => id.Collection.Service))
                .With(part.Column(id => id.Collection.Name))
                .With(part.Column(id => id.Id));
            List<(string ETag, string Json)?> found = await database.AllAsync(
                command,
                row => row.IsDBNull(0) ? ((string, string)?)null : (row.GetString(0), row.GetString(1)),
                isRepeatable: true,
                cancellationToken).ConfigureAwait(false);
            documents.AddRange(part.Zip(found, (id, one) => one is { } present ? new Document
            {
                Id = id,
                ETag = new ETag(present.ETag),
                Json = present.Json,
            } : null));
        }

        return documents;
    }

    private async ValueTask<IReadOnlyList<WriteOutcome>> PutCoreAsync(DocumentWrite[] writes, CancellationToken cancellationToken)
    {
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        var outcomes = new List<WriteOutcome>(writes.Length);
        foreach (ArraySegment<DocumentWrite> part in Batch.Parts(writes, write => Encoding.UTF8.GetByteCount(write.Json)))
        {
            using NpgsqlCommand command = database.Command(database.Sql.PutDocuments)
                .With(part.Column(write => write.Id.Collection.Service))
                .With(part.Column(write => write.Id.Collection.Name))
                .With(part.Column(write => write.Id.Id))
                .With(part.Column(write => write.Expected?.Value))
                .With(part.Column(write => write.ETag.Value))
                .With(part.Column(write => write.Json));
            outcomes.AddRange(await database.AllAsync(
                command, row => ScriptOutcome.ToWrite(row.GetInt32(0)), isRepeatable: true, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    private async ValueTask<DeleteOutcome> DeleteCoreAsync(DocumentId id, ETag expected, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = Of(database.Sql.DeleteDocument, id.Collection).With(id.Id).With(expected.Value);
        return await database.FirstAsync(command, row => ScriptOutcome.ToDelete(row.GetInt32(0)), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<DocumentPage> ListCoreAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        // One item more than the page shows whether there is another page.
        using NpgsqlCommand command = Of(database.Sql.ListDocuments, query.Collection).With(query.After ?? "").With(query.PageSize + 1L);
        List<Document> found = await database.AllAsync(
            command,
            row => new Document
            {
                Id = new DocumentId(query.Collection, row.GetString(0)),
                ETag = new ETag(row.GetString(1)),
                Json = row.GetString(2),
            },
            isRepeatable: true,
            cancellationToken).ConfigureAwait(false);
        return found.Count > query.PageSize
            ? new DocumentPage { Documents = found[..query.PageSize], Continuation = found[query.PageSize - 1].Id.Id }
            : new DocumentPage { Documents = found };
    }

    private NpgsqlCommand Of(string sql, CollectionId collection) => database.Command(sql).With(collection.Service).With(collection.Name);
}
