using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The documents of one namespace of the file.</summary>
internal sealed class SqliteDocumentStore(SqliteDatabase database, string storeNamespace) : IDocumentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<Document?> GetAsync(DocumentId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return GetCoreAsync(id, cancellationToken);
    }

    public ValueTask<WriteOutcome> PutAsync(DocumentWrite write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        return database.WriteAsync((session, _) => Put(session, write), cancellationToken);
    }

    public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(expected);
        return database.WriteAsync((session, _) => Delete(session, id, expected), cancellationToken);
    }

    public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ListCoreAsync(query, cancellationToken);
    }

    public IAsyncEnumerable<string> ListCollectionsAsync(CancellationToken cancellationToken) => database.ReadAllAsync(
        session => session.Prepared(DocumentSql.ListCollections).Bind("$namespace", storeNamespace),
        row => row.GetString(0),
        cancellationToken);

    private async ValueTask<Document?> GetCoreAsync(DocumentId id, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return database.Read(session =>
        {
            using SqliteDataReader row = Bind(session, DocumentSql.Find, id).ExecuteReader();
            return row.Read() ? Read(row, id.Collection) : null;
        });
    }

    private async ValueTask<DocumentPage> ListCoreAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return database.Read(session =>
        {
            using SqliteDataReader row = session.Prepared(DocumentSql.List)
                .Bind("$namespace", storeNamespace)
                .Bind("$collection", query.Collection)
                .Bind("$after", query.After ?? string.Empty)
                .Bind("$limit", query.PageSize + 1)
                .ExecuteReader();
            var documents = new List<Document>();
            while (documents.Count < query.PageSize && row.Read())
            {
                documents.Add(Read(row, query.Collection));
            }

            return new DocumentPage(documents, row.Read() ? documents[^1].Id.Id : null);
        });
    }

    private WriteOutcome Put(SqliteSession session, DocumentWrite write)
    {
        string? present = Bind(session, DocumentSql.FindETag, write.Id).TextOrNull();
        if (present == write.ETag.Value)
        {
            return WriteOutcome.Stored;
        }

        if (present != write.Expected?.Value)
        {
            return WriteOutcome.Conflict;
        }

        Bind(session, present is null ? DocumentSql.Insert : DocumentSql.Replace, write.Id)
            .Bind("$etag", write.ETag.Value)
            .Bind("$json", write.Json)
            .ExecuteNonQuery();
        return WriteOutcome.Stored;
    }

    private DeleteOutcome Delete(SqliteSession session, DocumentId id, ETag expected)
    {
        string? present = Bind(session, DocumentSql.FindETag, id).TextOrNull();
        if (present != expected.Value)
        {
            return present is null ? DeleteOutcome.NotFound : DeleteOutcome.Conflict;
        }

        Bind(session, DocumentSql.Delete, id).ExecuteNonQuery();
        return DeleteOutcome.Deleted;
    }

    private SqliteCommand Bind(SqliteSession session, string sql, DocumentId id) => session.Prepared(sql)
        .Bind("$namespace", storeNamespace)
        .Bind("$collection", id.Collection)
        .Bind("$id", id.Id);

    private static Document Read(SqliteDataReader row, string collection) =>
        new(new DocumentId(collection, row.GetString(0)), new ETag(row.GetString(1)), row.GetString(2));
}
