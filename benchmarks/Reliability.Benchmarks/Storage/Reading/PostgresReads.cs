using Npgsql;

namespace Reliability.Benchmarks.Storage.Reading;

/// <summary>One query over all series, which adds up the rows of each range.</summary>
internal sealed class PostgresReads : IReadingPeer
{
    private const string Statement = """
        SELECT s.name, r.place::int, t.count, t.good
        FROM reliability.series AS s
        CROSS JOIN unnest($1, $2, $3) WITH ORDINALITY AS r(tier, lower, upper, place)
        CROSS JOIN LATERAL (
          SELECT sum(b.count)::bigint AS count, sum(b.good)::bigint AS good
          FROM reliability.bucket AS b
          WHERE b.series_id = s.id AND b.tier = r.tier AND b.start >= r.lower AND b.start < r.upper
        ) AS t
        WHERE s.service = 'shop' AND t.count IS NOT NULL
        """;

    private readonly NpgsqlDataSource _source;
    private readonly Dictionary<string, int> _places;

    public PostgresReads(string connectionString, IReadOnlyList<string> names)
    {
        _source = NpgsqlDataSource.Create(connectionString);
        _places = names.Select((name, i) => (name, i)).ToDictionary(one => one.name, one => one.i, StringComparer.Ordinal);
    }

    public async Task<(long Count, long Good)[]> SumAsync(ReadingRange[] ranges)
    {
        await using NpgsqlCommand command = _source.CreateCommand(Statement);
        Add(range => (short)range.Tier);
        Add(range => range.From.UtcDateTime);
        Add(range => range.To.UtcDateTime);
        var sums = new (long Count, long Good)[_places.Count * ranges.Length];
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            sums[(_places[row.GetString(0)] * ranges.Length) + row.GetInt32(1) - 1] = (row.GetInt64(2), row.GetInt64(3));
        }

        return sums;

        void Add<T>(Func<ReadingRange, T> column) =>
            command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = Array.ConvertAll(ranges, range => column(range)) });
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
