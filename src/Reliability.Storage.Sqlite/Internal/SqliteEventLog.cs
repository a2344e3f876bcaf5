using Microsoft.Data.Sqlite;
using Reliability.Common.Internal;

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
            session => Select(session, query),
            Event,
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(
        IReadOnlyList<EventQuery> queries, CancellationToken cancellationToken) =>
        database.ReadEachAsync<EventQuery, IReadOnlyList<StoredEvent>>(Check.Copy(queries), Read, cancellationToken);

    public ValueTask<long> GetLastPositionAsync(StreamId stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return database.ReadAsync(
            session => Prepared(session, EventSql.FindStream, stream).Number() is { } id ? LastPosition(session, id) : 0,
            cancellationToken);
    }

    public IAsyncEnumerable<StreamId> ListStreamsAsync(CancellationToken cancellationToken) => database.ReadRowsAsync(
        session => session.Prepared(EventSql.ListStreams).Bind("$namespace", storeNamespace),
        row => new StreamId(row.GetString(0), row.GetString(1)),
        cancellationToken);

    private static StoredEvent Event(SqliteDataReader row) => new()
    {
        Position = row.GetInt64(0),
        AppendId = row.GetString(1),
        Type = row.GetString(2),
        Time = UnixTime.FromMicroseconds(row.GetInt64(3)),
        Json = row.GetString(4),
    };

    private List<StoredEvent> Read(SqliteSession session, EventQuery query)
    {
        var events = new List<StoredEvent>();
        using SqliteDataReader row = Select(session, query).ExecuteReader();
        while (row.Read())
        {
            events.Add(Event(row));
        }

        return events;
    }

    private SqliteCommand Select(SqliteSession session, EventQuery query) =>
        Prepared(session, EventSql.Read, query.Stream).Bind("$after", query.After).Bind("$limit", query.MaxCount);

    private EventAppendResult Append(SqliteSession session, EventAppend append)
    {
        long? stream = Prepared(session, EventSql.FindStream, append.Stream).Number();
        if (stream is { } known
            && session.Prepared(EventSql.FindAppend).Bind("$stream", known).Bind("$append", append.Id).Number() is { } position)
        {
            return new() { Outcome = EventAppendOutcome.Duplicate, Position = position };
        }

        long last = stream is { } id ? LastPosition(session, id) : 0;
        if (append.ExpectedPosition is { } expected && expected != last)
        {
            return new() { Outcome = EventAppendOutcome.Conflict, Position = last };
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

        return new() { Outcome = EventAppendOutcome.Appended, Position = last };
    }

    private static long LastPosition(SqliteSession session, long stream) =>
        session.Prepared(EventSql.LastPosition).Bind("$stream", stream).Number() ?? 0;

    private SqliteCommand Prepared(SqliteSession session, string sql, StreamId stream) =>
        session.Prepared(sql).Bind("$namespace", storeNamespace).Bind("$service", stream.Service).Bind("$name", stream.Name);
}
