using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

internal sealed class PostgresDocumentStore(PostgresDatabase database) : IDocumentStore
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
        return PutCoreAsync(write, cancellationToken);
    }

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

    public IAsyncEnumerable<string> ListCollectionsAsync(CancellationToken cancellationToken) => database.RowsAsync(
        database.Command(database.Sql.ListCollections), row => row.GetString(0), cancellationToken);

    private async ValueTask<Document?> GetCoreAsync(DocumentId id, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.GetDocument).With(id.Collection).With(id.Id);
        return await database.FirstAsync(
            command, row => new Document(id, new ETag(row.GetString(0)), row.GetString(1)), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<WriteOutcome> PutCoreAsync(DocumentWrite write, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(write.Expected is null ? database.Sql.CreateDocument : database.Sql.ReplaceDocument)
            .With(write.Id.Collection)
            .With(write.Id.Id)
            .With(write.ETag.Value)
            .With(write.Json);
        if (write.Expected is { } expected)
        {
            command.With(expected.Value);
        }

        int changed = await database.ExecuteAsync(command, isRepeatable: true, cancellationToken).ConfigureAwait(false);
        return changed == 1 ? WriteOutcome.Stored : WriteOutcome.Conflict;
    }

    private async ValueTask<DeleteOutcome> DeleteCoreAsync(DocumentId id, ETag expected, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.DeleteDocument).With(id.Collection).With(id.Id).With(expected.Value);
        return (DeleteOutcome)await database.FirstAsync(command, row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<DocumentPage> ListCoreAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        // One more than the page tells whether there is another.
        NpgsqlCommand command = database.Command(database.Sql.ListDocuments)
            .With(query.Collection)
            .With(query.After ?? "")
            .With(query.PageSize + 1L);
        List<Document> found = [];
        await foreach (Document document in database.RowsAsync(
            command,
            row => new Document(new DocumentId(query.Collection, row.GetString(0)), new ETag(row.GetString(1)), row.GetString(2)),
            cancellationToken).ConfigureAwait(false))
        {
            found.Add(document);
        }

        return found.Count > query.PageSize
            ? new DocumentPage(found[..query.PageSize], found[query.PageSize - 1].Id.Id)
            : new DocumentPage(found, Continuation: null);
    }
}
