namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Every statement of the document store. Names are compared and ordered by their bytes.</summary>
internal static class DocumentSql
{
    public const string Read = """
        SELECT etag, json FROM document WHERE namespace = $namespace AND service = $service AND collection = $collection AND id = $id
        """;

    public const string ReadETag = """
        SELECT etag FROM document WHERE namespace = $namespace AND service = $service AND collection = $collection AND id = $id
        """;

    public const string Write = """
        INSERT INTO document (namespace, service, collection, id, etag, json)
        VALUES ($namespace, $service, $collection, $id, $etag, $json)
        ON CONFLICT DO UPDATE SET etag = excluded.etag, json = excluded.json
        """;

    public const string Delete = """
        DELETE FROM document WHERE namespace = $namespace AND service = $service AND collection = $collection AND id = $id
        """;

    /// <summary>The first page starts after the empty text, which sorts before every id.</summary>
    public const string List = """
        SELECT id, etag, json
        FROM document
        WHERE namespace = $namespace AND service = $service AND collection = $collection AND id > $after
        ORDER BY id
        LIMIT $limit
        """;

    /// <summary>Moves from one name to the next in the index, regardless of the number of documents in a collection.</summary>
    public const string ListCollections = """
        WITH RECURSIVE each (service, name) AS (
          SELECT service, collection FROM document WHERE rowid = (
            SELECT rowid FROM document WHERE namespace = $namespace ORDER BY service, collection LIMIT 1)
          UNION ALL
          SELECT d.service, d.collection FROM each JOIN document AS d ON d.rowid = coalesce(
            (SELECT rowid FROM document
             WHERE namespace = $namespace AND service = each.service AND collection > each.name
             ORDER BY collection LIMIT 1),
            (SELECT rowid FROM document
             WHERE namespace = $namespace AND service > each.service
             ORDER BY service, collection LIMIT 1)))
        SELECT service, name FROM each
        """;
}
