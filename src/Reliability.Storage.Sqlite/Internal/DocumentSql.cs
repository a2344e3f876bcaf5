namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Every statement of the document store. Ids are ordered by their UTF-8 bytes, which is SQLite's default.</summary>
internal static class DocumentSql
{
    public const string Find = """
        SELECT id, etag, json FROM document WHERE namespace = $namespace AND collection = $collection AND id = $id
        """;

    public const string FindETag = """
        SELECT etag FROM document WHERE namespace = $namespace AND collection = $collection AND id = $id
        """;

    public const string Insert = """
        INSERT INTO document (namespace, collection, id, etag, json) VALUES ($namespace, $collection, $id, $etag, $json)
        """;

    public const string Replace = """
        UPDATE document SET etag = $etag, json = $json WHERE namespace = $namespace AND collection = $collection AND id = $id
        """;

    public const string Delete = """
        DELETE FROM document WHERE namespace = $namespace AND collection = $collection AND id = $id
        """;

    public const string List = """
        SELECT id, etag, json FROM document
        WHERE namespace = $namespace AND collection = $collection AND id > $after
        ORDER BY id LIMIT $limit
        """;

    /// <summary>Steps from one name to the next in the index, however many documents a collection has.</summary>
    public const string ListCollections = """
        WITH RECURSIVE each (name) AS (
          SELECT min(collection) FROM document WHERE namespace = $namespace
          UNION ALL
          SELECT (SELECT min(collection) FROM document WHERE namespace = $namespace AND collection > name) FROM each WHERE name IS NOT NULL)
        SELECT name FROM each WHERE name IS NOT NULL
        """;
}
