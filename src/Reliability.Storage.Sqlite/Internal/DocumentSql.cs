namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Every statement of the document store. Names are compared, and ordered, by their bytes.</summary>
internal static class DocumentSql
{
    public const string Read = """
        SELECT etag, json FROM document WHERE namespace = $namespace AND collection = $collection AND id = $id
        """;

    public const string ReadETag = """
        SELECT etag FROM document WHERE namespace = $namespace AND collection = $collection AND id = $id
        """;

    public const string Write = """
        INSERT INTO document (namespace, collection, id, etag, json)
        VALUES ($namespace, $collection, $id, $etag, $json)
        ON CONFLICT DO UPDATE SET etag = excluded.etag, json = excluded.json
        """;

    public const string Delete = """
        DELETE FROM document WHERE namespace = $namespace AND collection = $collection AND id = $id
        """;

    /// <summary>No id is as short as the empty text, after which a first page begins.</summary>
    public const string List = """
        SELECT id, etag, json
        FROM document
        WHERE namespace = $namespace AND collection = $collection AND id > $after
        ORDER BY id
        LIMIT $limit
        """;

    /// <summary>Steps from one name to the next in the index, however many documents a collection has.</summary>
    public const string ListCollections = """
        WITH RECURSIVE each (name) AS (
          SELECT min(collection) FROM document WHERE namespace = $namespace
          UNION ALL
          SELECT (SELECT min(collection) FROM document WHERE namespace = $namespace AND collection > name)
          FROM each
          WHERE name IS NOT NULL)
        SELECT name FROM each WHERE name IS NOT NULL
        """;
}
