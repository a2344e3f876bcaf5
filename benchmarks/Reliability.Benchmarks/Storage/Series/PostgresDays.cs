using Npgsql;

namespace Reliability.Benchmarks.Storage.Series;

/// <summary>One statement that joins buckets and sketches.</summary>
internal sealed class PostgresDays(string connectionString) : IDayPeer
{
    private const string Statement = """
        SELECT b.start, b.count, b.good, b.sum, b.min, b.max, k.data
        FROM reliability.series AS s
        JOIN reliability.bucket AS b ON b.series_id = s.id AND b.tier = 2 AND b.start >= $3 AND b.start < $4
        JOIN reliability.sketch AS k ON k.series_id = b.series_id AND k.tier = b.tier AND k.start = b.start
        WHERE s.service = $1 AND s.name = $2
        ORDER BY b.start
        """;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public async Task<int> ReadAsync(DayRange range)
    {
        await using NpgsqlCommand command = _source.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = range.Service });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = range.Series });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = range.From.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = range.To.UtcDateTime });
        int rows = 0;
        object[] values = new object[7];
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            row.GetValues(values);
            rows++;
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
