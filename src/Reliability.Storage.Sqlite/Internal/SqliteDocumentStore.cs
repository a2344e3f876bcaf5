using Microsoft.Data.Sqlite;
using Reliability.Common.Internal;

namespace Reliability.Storage.Sqlite.Internal;

internal sealed class SqliteDocumentStore(SqliteDatabase database, string storeNamespace) : IDocumentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
        database.ReadEachAsync(Check.Copy(ids), Read, cancellationToken);

    public ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) =>
        database.WriteEachAsync<DocumentWrite, WriteOutcome>(
            Check.Copy(writes), session => write => Put(session, write), cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(expected);
        return database.WriteAsync(
            (session, _) =>
            {
                string? present = ReadETag(session, id);
                if (present != expected.Value)
                {
                    return present is null ? DeleteOutcome.NotFound : DeleteOutcome.Conflict;
                }

                Prepared(session, DocumentSql.Delete, id).ExecuteNonQuery();
                return DeleteOutcome.Deleted;
            },
            cancellationToken);
    }

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(
            session =>
            {
                var documents = new List<Document>();
                using SqliteDataReader row = session.Prepared(DocumentSql.List)
                    .Bind("$namespace", storeNamespace)
                    .Bind("$service", query.Collection.Service)
                    .Bind("$collection", query.Collection.Name)
                    .Bind("$after", query.After ?? "")
                    .Bind("$limit", query.PageSize + 1)
                    .ExecuteReader();
                while (row.Read())
                {
                    if (documents.Count == query.PageSize)
                    {
                        return new DocumentPage { Documents = documents, Continuation = documents[^1].Id.Id };
                    }

                    documents.Add(new Document
                    {
                        Id = new DocumentId(query.Collection, row.GetString(0)),
                        ETag = new ETag(row.GetString(1)),
                        Json = row.GetString(2),
                    });
                }

                return new DocumentPage { Documents = documents };
            },
            cancellationToken);
    }

    public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) => database.ReadRowsAsync(
        session => session.Prepared(DocumentSql.ListCollections).Bind("$namespace", storeNamespace),
        row => new CollectionId(row.GetString(0), row.GetString(1)),
        cancellationToken);

    private Document? Read(SqliteSession session, DocumentId id)
    {
        using SqliteDataReader row = Prepared(session, DocumentSql.Read, id).ExecuteReader();
        return row.Read() ? new Document { Id = id, ETag = new ETag(row.GetString(0)), Json = row.GetString(1) } : null;
    }

    private WriteOutcome Put(SqliteSession session, DocumentWrite write)
    {
        string? present = ReadETag(session, write.Id);
        if (present == write.ETag.Value)
        {
            return WriteOutcome.Stored;
        }

        if (present != write.Expected?.Value)
        {
            return WriteOutcome.Conflict;
        }

        Prepared(session, DocumentSql.Write, write.Id)
            .Bind("$etag", write.ETag.Value)
            .Bind("$json", write.Json)
            .ExecuteNonQuery();
        return WriteOutcome.Stored;
    }

    private string? ReadETag(SqliteSession session, DocumentId id)
    {
        using SqliteDataReader row = Prepared(session, DocumentSql.ReadETag, id).ExecuteReader();
        return row.Read() ? row.GetString(0) : null;
    }

    private SqliteCommand Prepared(SqliteSession session, string sql, DocumentId id) => session.Prepared(sql)
        .Bind("$namespace", storeNamespace)
        .Bind("$service", id.Collection.Service)
        .Bind("$collection", id.Collection.Name)
        .Bind("$id", id.Id);
}
