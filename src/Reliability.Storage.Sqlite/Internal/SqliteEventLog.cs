using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The streams of one namespace of the file.</summary>
internal sealed class SqliteEventLog(SqliteDatabase database, string storeNamespace) : IEventLog
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(append);
        return database.WriteAsync((session, _) => Append(session, append), cancellationToken);
    }

    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAllAsync(
            session => Bind(session, EventSql.Read, query.Stream).Bind("$after", query.After).Bind("$limit", query.MaxCount),
            row => new StoredEvent(row.GetInt64(0), row.GetString(1), row.GetString(2), UnixTime.FromMicroseconds(row.GetInt64(3)), row.GetString(4)),
            cancellationToken);
    }

    public ValueTask<long> GetLastPositionAsync(string stream, CancellationToken cancellationToken)
    {
        var query = new EventQuery(stream); // follows the one rule for names
        return GetLastPositionCoreAsync(query.Stream, cancellationToken);
    }

    public IAsyncEnumerable<string> ListStreamsAsync(CancellationToken cancellationToken) => database.ReadAllAsync(
        session => session.Prepared(EventSql.ListStreams).Bind("$namespace", storeNamespace),
        row => row.GetString(0),
        cancellationToken);

    private async ValueTask<long> GetLastPositionCoreAsync(string stream, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return database.Read(session => LastPosition(session, stream));
    }

    private EventAppendResult Append(SqliteSession session, EventAppend append)
    {
        if (Bind(session, EventSql.FindAppend, append.Stream).Bind("$append_id", append.Id).Number() is { } earlier)
        {
            return new(EventAppendOutcome.Duplicate, earlier);
        }

        long last = LastPosition(session, append.Stream);
        if (append.ExpectedPosition is { } expected && expected != last)
        {
            return new(EventAppendOutcome.Conflict, last);
        }

        SqliteCommand insert = Bind(session, EventSql.Insert, append.Stream).Bind("$append_id", append.Id);
        foreach (NewEvent one in append.Events)
        {
            insert.Bind("$position", ++last)
                .Bind("$type", one.Type)
                .Bind("$time", UnixTime.ToMicroseconds(one.Time))
                .Bind("$json", one.Json)
                .ExecuteNonQuery();
        }

        return new(EventAppendOutcome.Appended, last);
    }

    private long LastPosition(SqliteSession session, string stream) => Bind(session, EventSql.LastPosition, stream).Number()!.Value;

    private SqliteCommand Bind(SqliteSession session, string sql, string stream) =>
        session.Prepared(sql).Bind("$namespace", storeNamespace).Bind("$stream", stream);
}
