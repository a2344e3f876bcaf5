using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

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
        return database.ReadRowsAsync(
            session => Prepared(session, EventSql.Read, query.Stream).Bind("$after", query.After).Bind("$limit", query.MaxCount),
            row => new StoredEvent(
                row.GetInt64(0), row.GetString(1), row.GetString(2), UnixTime.FromMicroseconds(row.GetInt64(3)), row.GetString(4)),
            cancellationToken);
    }

    public ValueTask<long> GetLastPositionAsync(string stream, CancellationToken cancellationToken)
    {
        _ = new EventQuery(stream); // the one rule for names
        return database.ReadAsync(
            session => Prepared(session, EventSql.FindStream, stream).Number() is { } id ? LastPosition(session, id) : 0,
            cancellationToken);
    }

    public IAsyncEnumerable<string> ListStreamsAsync(CancellationToken cancellationToken) => database.ReadRowsAsync(
        session => session.Prepared(EventSql.ListStreams).Bind("$namespace", storeNamespace),
        row => row.GetString(0),
        cancellationToken);

    private EventAppendResult Append(SqliteSession session, EventAppend append)
    {
        long? stream = Prepared(session, EventSql.FindStream, append.Stream).Number();
        if (stream is { } known
            && session.Prepared(EventSql.FindAppend).Bind("$stream", known).Bind("$append", append.Id).Number() is { } position)
        {
            return new(EventAppendOutcome.Duplicate, position);
        }

        long last = stream is { } id ? LastPosition(session, id) : 0;
        if (append.ExpectedPosition is { } expected && expected != last)
        {
            return new(EventAppendOutcome.Conflict, last);
        }

        stream ??= Prepared(session, EventSql.AddStream, append.Stream).Number();
        foreach (NewEvent one in append.Events)
        {
            session.Prepared(EventSql.Append)
                .Bind("$stream", stream)
                .Bind("$position", ++last)
                .Bind("$append", append.Id)
                .Bind("$type", one.Type)
                .Bind("$time", UnixTime.Microseconds(one.Time))
                .Bind("$json", one.Json)
                .ExecuteNonQuery();
        }

        return new(EventAppendOutcome.Appended, last);
    }

    private static long LastPosition(SqliteSession session, long stream) =>
        session.Prepared(EventSql.LastPosition).Bind("$stream", stream).Number() ?? 0;

    private SqliteCommand Prepared(SqliteSession session, string sql, string stream) =>
        session.Prepared(sql).Bind("$namespace", storeNamespace).Bind("$name", stream);
}
