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

    public const string ListCollections = """
        SELECT DISTINCT collection FROM document WHERE namespace = $namespace ORDER BY collection
        """;
}
