using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The retention of the series of each service, and the horizon up to which each may be trimmed.</summary>
internal sealed class SqliteRetention(SqliteDatabase database, string storeNamespace, TimeProvider timeProvider)
{
    private readonly RetentionHorizon _horizon = new(timeProvider);

    public async ValueTask SetAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            (session, _) => Prepared(session, RetentionSql.Set, service)
                .Bind("$minutes", retention.Minutes.Ticks)
                .Bind("$hours", retention.Hours.Ticks)
                .ExecuteNonQuery(),
            cancellationToken).ConfigureAwait(false);

    public ValueTask<SeriesRetention?> GetAsync(string service, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, service)?.Retention, cancellationToken);

    /// <summary>Advances and stores the horizon of a service.</summary>
    /// <returns>The starts of the oldest minute and the oldest hour to keep; <see langword="null"/> if everything is kept.</returns>
    public ValueTask<(long OldestMinute, long OldestHour)?> AdvanceAsync(string service, CancellationToken cancellationToken) =>
        database.WriteAsync((session, _) => Advance(session, service), cancellationToken);

    private (long OldestMinute, long OldestHour)? Advance(SqliteSession session, string service)
    {
        if (Find(session, service) is not { } kept || Range(session, service) is not { } range)
        {
            return null;
        }

        DateTimeOffset horizon = _horizon.Advance(
            service, kept.Horizon, kept.TrimmedBy, range.OldestMinute, range.OldestHour, range.Newest);
        Prepared(session, RetentionSql.SetHorizon, service).Bind("$horizon", UnixTime.Microseconds(horizon)).ExecuteNonQuery();
        return (
            UnixTime.OldestKeptStart(SeriesResolution.Minute, kept.Retention.Minutes, horizon),
            UnixTime.OldestKeptStart(SeriesResolution.Hour, kept.Retention.Hours, horizon));
    }

    private (SeriesRetention Retention, DateTimeOffset? Horizon, SeriesRetention? TrimmedBy)? Find(SqliteSession session, string service)
    {
        using SqliteDataReader row = Prepared(session, RetentionSql.Read, service).ExecuteReader();
        return row.Read()
            ? (
                Retention(row, 0),
                row.IsDBNull(2) ? null : UnixTime.FromMicroseconds(row.GetInt64(2)),
                row.IsDBNull(3) ? null : Retention(row, 3))
            : null;
    }

    private static SeriesRetention Retention(SqliteDataReader row, int column) =>
        new(TimeSpan.FromTicks(row.GetInt64(column)), TimeSpan.FromTicks(row.GetInt64(column + 1)));

    private (DateTimeOffset? OldestMinute, DateTimeOffset? OldestHour, DateTimeOffset Newest)? Range(SqliteSession session, string service)
    {
        using SqliteDataReader row = Prepared(session, RetentionSql.Range, service).ExecuteReader();
        return row.Read() && !row.IsDBNull(2) ? (Start(row, 0), Start(row, 1), DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2))) : null;

        static DateTimeOffset? Start(SqliteDataReader row, int column) =>
            row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(column));
    }

    private SqliteCommand Prepared(SqliteSession session, string sql, string service) =>
        session.Prepared(sql).Bind("$namespace", storeNamespace).Bind("$service", service);
}
