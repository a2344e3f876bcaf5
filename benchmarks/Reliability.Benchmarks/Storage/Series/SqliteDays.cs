using Microsoft.Data.Sqlite;

namespace Reliability.Benchmarks.Storage.Series;

/// <summary>One prepared statement that looks up the series, then its buckets, then their sketches.</summary>
internal sealed class SqliteDays : IDayPeer
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;

    public SqliteDays(string path)
    {
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
        _connection.Open();
        _command = _connection.CreateCommand();
        _command.CommandText = """
            SELECT b.start, b.count, b.good, b.sum, b.min, b.max, k.data
            FROM series AS s
            CROSS JOIN bucket AS b ON b.series_id = s.id AND b.tier = 2 AND b.start >= $from AND b.start < $to
            CROSS JOIN sketch AS k ON k.series_id = b.series_id AND k.tier = b.tier AND k.start = b.start
            WHERE s.namespace = 'default' AND s.service = $service AND s.name = $series
            ORDER BY b.start
            """;
    }

    public Task<int> ReadAsync(DayRange range)
    {
        _command.Parameters.Clear();
        _command.Parameters.AddWithValue("$service", range.Service);
        _command.Parameters.AddWithValue("$series", range.Series);
        _command.Parameters.AddWithValue("$from", range.From.ToUnixTimeSeconds());
        _command.Parameters.AddWithValue("$to", range.To.ToUnixTimeSeconds());
        int rows = 0;
        object[] values = new object[7];
        using SqliteDataReader row = _command.ExecuteReader();
        while (row.Read())
        {
            row.GetValues(values);
            rows++;
        }

        return Task.FromResult(rows);
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
