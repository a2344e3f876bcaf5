using Npgsql;
using NpgsqlTypes;
using Reliability.Common.Internal;

namespace Reliability.Storage.Postgres.Internal;

internal sealed class PostgresEventLog(PostgresDatabase database) : IEventLog
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(append);
        return AppendCoreAsync(append, cancellationToken);
    }

    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.RowsAsync(
            Of(database.Sql.ReadEvents, query.Stream).With(query.After).With((long)query.MaxCount), Event, cancellationToken);
    }

    public ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(
        IReadOnlyList<EventQuery> queries, CancellationToken cancellationToken) =>
        ReadCoreAsync(Check.Copy(queries), cancellationToken);

    public ValueTask<long> GetLastPositionAsync(StreamId stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return GetLastPositionCoreAsync(stream, cancellationToken);
    }

    public IAsyncEnumerable<StreamId> ListStreamsAsync(CancellationToken cancellationToken) => database.RowsAsync(
        database.Command(database.Sql.ListStreams), row => new StreamId(row.GetString(0), row.GetString(1)), cancellationToken);

    private static StoredEvent Event(NpgsqlDataReader row) => new()
    {
        Position = row.GetInt64(0),
        AppendId = row.GetString(1),
        Type = row.GetString(2),
        Time = Timestamp.Read(row.GetDateTime(3)),
        Json = row.GetString(4),
    };

    /// <summary>Returns the position of the last event that a query may return.</summary>
    private static long Last(EventQuery query) =>
        query.After > long.MaxValue - query.MaxCount ? long.MaxValue : query.After + query.MaxCount;

    private NpgsqlCommand Of(string sql, StreamId stream) => database.Command(sql).With(stream.Service).With(stream.Name);

    private async ValueTask<EventAppendResult> AppendCoreAsync(EventAppend append, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = Of(database.Sql.AppendEvents, append.Stream)
            .With(append.Id)
            .WithNullable(NpgsqlDbType.Bigint, append.ExpectedPosition)
            .With([.. append.Events.Select(one => one.Type)])
            .With([.. append.Events.Select(one => Timestamp.Of(one.Time))])
            .With([.. append.Events.Select(one => one.Json)]);
        return await database.FirstAsync(
            command, row => new EventAppendResult
            {
                Outcome = ScriptOutcome.ToAppend(row.GetInt32(0)),
                Position = row.GetInt64(1),
            }, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadCoreAsync(
        EventQuery[] queries, CancellationToken cancellationToken)
    {
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        List<StoredEvent>[] all = [.. queries.Select(_ => new List<StoredEvent>())];
        foreach (ArraySegment<EventQuery> part in Batch.Parts(queries))
        {
            using NpgsqlCommand command = database.Command(database.Sql.ReadManyEvents)
                .With(part.Column(query => query.Stream.Service))
                .With(part.Column(query => query.Stream.Name))
                .With(part.Column(query => query.After))
                .With(part.Column(Last));
            foreach ((int place, StoredEvent one) in await database.AllAsync(
                command, row => ((int)row.GetInt64(5) - 1, Event(row)), isRepeatable: true, cancellationToken).ConfigureAwait(false))
            {
                all[part.Offset + place].Add(one);
            }
        }

        return all;
    }

    private async ValueTask<long> GetLastPositionCoreAsync(StreamId stream, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = Of(database.Sql.ReadPosition, stream);
        return await database.FirstAsync(command, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
    }
}
