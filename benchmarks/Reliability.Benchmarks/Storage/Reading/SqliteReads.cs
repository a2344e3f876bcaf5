using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Reliability.Benchmarks.Storage.Reading;

/// <summary>One query over all series, which adds up the rows of each range.</summary>
internal sealed class SqliteReads : IReadingPeer
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, int> _places;

    public SqliteReads(string path, IReadOnlyList<string> names)
    {
        _places = names.Select((name, i) => (name, i)).ToDictionary(one => one.name, one => one.i, StringComparer.Ordinal);
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
        _connection.Open();
    }

    public Task<(long Count, long Good)[]> SumAsync(ReadingRange[] ranges)
    {
        string values = string.Join(", ", ranges.Select((range, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"({i}, {(int)range.Tier}, {range.From.ToUnixTimeSeconds()}, {Ceiling(range.To)})")));
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = $"""
            WITH range (place, tier, lower, upper) AS (VALUES {values})
            SELECT s.name, r.place, sum(b.count), sum(b.good)
            FROM series AS s
            CROSS JOIN range AS r
            CROSS JOIN bucket AS b ON b.series_id = s.id AND b.tier = r.tier AND b.start >= r.lower AND b.start < r.upper
            GROUP BY s.id, r.place
            """;
        var sums = new (long Count, long Good)[_places.Count * ranges.Length];
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            sums[(_places[row.GetString(0)] * ranges.Length) + row.GetInt32(1)] = (row.GetInt64(2), row.GetInt64(3));
        }

        return Task.FromResult(sums);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static long Ceiling(DateTimeOffset instant) => instant.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds();
}
