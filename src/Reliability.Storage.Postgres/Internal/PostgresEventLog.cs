using Npgsql;
using NpgsqlTypes;

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
        NpgsqlCommand command = database.Command(database.Sql.ReadEvents).With(query.Stream).With(query.After).With((long)query.MaxCount);
        return database.RowsAsync(command, Event, cancellationToken);
    }

    public ValueTask<long> GetLastPositionAsync(string stream, CancellationToken cancellationToken)
    {
        _ = new SeriesId(stream, stream); // the one rule for names
        return GetLastPositionCoreAsync(stream, cancellationToken);
    }

    public IAsyncEnumerable<string> ListStreamsAsync(CancellationToken cancellationToken) => database.RowsAsync(
        database.Command(database.Sql.ListStreams), row => row.GetString(0), cancellationToken);

    private static StoredEvent Event(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), Timestamp.Read(row.GetDateTime(3)), row.GetString(4));

    private async ValueTask<EventAppendResult> AppendCoreAsync(EventAppend append, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.AppendEvents)
            .With(append.Stream)
            .With(append.Id)
            .WithNullable(NpgsqlDbType.Bigint, append.ExpectedPosition)
            .With([.. append.Events.Select(one => one.Type)])
            .With([.. append.Events.Select(one => Timestamp.Of(one.Time))])
            .With([.. append.Events.Select(one => one.Json)]);
        return await database.FirstAsync(
            command, row => new EventAppendResult((EventAppendOutcome)row.GetInt32(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<long> GetLastPositionCoreAsync(string stream, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.ReadPosition).With(stream);
        return await database.FirstAsync(command, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
    }
}
