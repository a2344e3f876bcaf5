using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>The declared retention of a service, the time zone of its days, and the time by the clock of the server.</summary>
internal sealed record RetentionRow(SeriesRetention Retention, TimeZoneInfo DayZone, DateTimeOffset Now)
{
    public static RetentionRow Read(NpgsqlDataReader row, string service)
    {
        TimeSpan Kept(int column) => new(row.GetInt64(column));
        return new RetentionRow(
            new SeriesRetention(Kept(0), Kept(1), Kept(2), new SketchRetention(Kept(3), Kept(4), Kept(5))),
            Storage.DayZone.Find(service, row.IsDBNull(6) ? null : row.GetString(6)),
            Timestamp.Read(row.GetDateTime(7)));
    }

    /// <summary>Returns the start of the oldest bucket of a tier that is kept.</summary>
    public DateTime OldestKept(SeriesResolution tier) => Timestamp.Of(Retention.OldestKept(tier, Now, DayZone));

    /// <summary>Returns the start of the oldest bucket of a tier whose sketch is kept.</summary>
    public DateTime OldestSketch(SeriesResolution tier) => Timestamp.Of(Retention.OldestSketch(tier, Now, DayZone));
}
