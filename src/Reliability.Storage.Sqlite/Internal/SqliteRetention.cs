using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The retention of the series of each service, and the horizon up to which each may be trimmed.</summary>
internal sealed class SqliteRetention(SqliteDatabase database, string storeNamespace, TimeProvider timeProvider)
{
    private readonly RetentionHorizon _horizon = new(timeProvider);

    public async ValueTask SetAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            (session, _) => Prepared(session, RetentionSql.Set, service).Bind("$retention", Text(retention)).ExecuteNonQuery(),
            cancellationToken).ConfigureAwait(false);

    public ValueTask<SeriesRetention?> GetAsync(string service, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, service)?.Retention, cancellationToken);

    /// <summary>Returns the time zone of the days of a service; null if it has none yet.</summary>
    public string? ZoneOf(SqliteSession session, string service)
    {
        using SqliteDataReader row = Prepared(session, SeriesSql.ReadService, service).ExecuteReader();
        return row.Read() && !row.IsDBNull(1) ? row.GetString(1) : null;
    }

    /// <summary>Advances and stores the horizon of a service.</summary>
    /// <returns>What is kept of each tier; <see langword="null"/> if everything is kept.</returns>
    public ValueTask<TrimLimit[]?> AdvanceAsync(string service, CancellationToken cancellationToken) =>
        database.WriteAsync((session, _) => Advance(session, service), cancellationToken);

    private TrimLimit[]? Advance(SqliteSession session, string service)
    {
        if (Find(session, service) is not { } kept
            || ZoneOf(session, service) is not { } zoneId
            || Range(session, service) is not [{ } newest, .. var oldest])
        {
            return null;
        }

        DateTimeOffset horizon = _horizon.Advance(service, kept.Horizon, kept.TrimmedBy, tier => oldest[(int)tier], newest);
        Prepared(session, RetentionSql.SetHorizon, service).Bind("$horizon", UnixTime.Microseconds(horizon)).ExecuteNonQuery();
        TimeZoneInfo zone = DayZone.Find(service, zoneId);
        return Array.ConvertAll(Enum.GetValues<SeriesResolution>(), tier => new TrimLimit(
            tier,
            UnixTime.Of(kept.Retention.OldestKept(tier, horizon, zone)),
            UnixTime.Of(kept.Retention.OldestSketch(tier, horizon, zone))));
    }

    private (SeriesRetention Retention, DateTimeOffset? Horizon, SeriesRetention? TrimmedBy)? Find(SqliteSession session, string service)
    {
        using SqliteDataReader row = Prepared(session, RetentionSql.Read, service).ExecuteReader();
        return row.Read()
            ? (
                Read(row.GetString(0)),
                row.IsDBNull(1) ? null : UnixTime.FromMicroseconds(row.GetInt64(1)),
                row.IsDBNull(2) ? null : Read(row.GetString(2)))
            : null;
    }

    /// <summary>Returns the start of the newest bucket, and then the start of the oldest one of each tier; null without buckets.</summary>
    private DateTimeOffset?[] Range(SqliteSession session, string service)
    {
        using SqliteDataReader row = Prepared(session, RetentionSql.Range, service).ExecuteReader();
        row.Read();
        return
        [
            .. Enumerable.Range(0, row.FieldCount).Select(
                column => row.IsDBNull(column) ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(column))),
        ];
    }

    private static string Text(SeriesRetention retention) => string.Join(
        ' ',
        ((TimeSpan[])[
            retention.Minutes, retention.Hours, retention.Days,
            retention.Sketches.Minutes, retention.Sketches.Hours, retention.Sketches.Days,
        ]).Select(kept => kept.Ticks.ToString(CultureInfo.InvariantCulture)));

    private static SeriesRetention Read(string text) =>
        Array.ConvertAll(text.Split(' '), ticks => TimeSpan.FromTicks(long.Parse(ticks, CultureInfo.InvariantCulture))) is
            [var minutes, var hours, var days, var minuteSketches, var hourSketches, var daySketches]
            ? new SeriesRetention(minutes, hours, days, new SketchRetention(minuteSketches, hourSketches, daySketches))
            : throw new FormatException($"The retention '{text}' must have six numbers.");

    private SqliteCommand Prepared(SqliteSession session, string sql, string service) =>
        session.Prepared(sql).Bind("$namespace", storeNamespace).Bind("$service", service);
}
