using Npgsql;
using Reliability.Storage;
using Reliability.Storage.Postgres;

namespace Reliability.Benchmarks.Storage;

/// <summary>
/// Writes the rows of a flush, all columns of all tiers, with one prepared statement, into a table that a store made. It knows the
/// numbers of the series, keeps no sequence and knows no edge of a range.
/// </summary>
internal sealed class PostgresPeer : IAsyncDisposable
{
    private const string Statement = """
        INSERT INTO reliability.bucket AS b (series_id, tier, start, count, good, sum, min, max)
        SELECT d.series, d.tier, d.start, d.count, d.good, d.sum, d.min, d.max
        FROM unnest($1::bigint[], $2::smallint[], $3::timestamptz[], $4::bigint[], $5::bigint[],
          $6::double precision[], $7::double precision[], $8::double precision[])
          AS d(series, tier, start, count, good, sum, min, max)
        ON CONFLICT (series_id, tier, start) DO UPDATE SET
          count = b.count + excluded.count,
          good = b.good + excluded.good,
          sum = b.sum + excluded.sum,
          min = least(b.min, excluded.min),
          max = greatest(b.max, excluded.max)
        """;

    private static readonly SeriesResolution[] Tiers = Enum.GetValues<SeriesResolution>();

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly DateTime[] _starts;

    private PostgresPeer(NpgsqlDataSource source, NpgsqlConnection connection, long[] series)
    {
        _source = source;
        _connection = connection;
        long[] rows = [.. series.SelectMany(id => Enumerable.Repeat(id, Tiers.Length))];
        _starts = Each(DateTime.UnixEpoch); // in UTC, which makes the column a timestamptz
        _command = new NpgsqlCommand(Statement, connection);
        Add(rows);
        Add(Enumerable.Range(0, rows.Length).Select(i => (short)Tiers[i % Tiers.Length]).ToArray());
        Add(_starts);
        Add(Each((long)FlushWorkload.Count));
        Add(Each((long)FlushWorkload.Good));
        Add(Each(FlushWorkload.ScaledSum));
        Add(Each(FlushWorkload.Min));
        Add(Each(FlushWorkload.Max));

        void Add<T>(T[] column) => _command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = column });
        T[] Each<T>(T value) => [.. Enumerable.Repeat(value, rows.Length)];
    }

    /// <summary>Lets a store make the schema and the series, writes one pass and makes sure that it arrived.</summary>
    public static async Task<PostgresPeer> StartAsync(string connectionString, FlushWorkload workload)
    {
        await using (var store = new PostgresStore(new PostgresStoreOptions { ConnectionString = connectionString }))
        {
            await store.Series.AppendAsync(workload.Values(), CancellationToken.None);
        }

        NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using var series = new NpgsqlCommand(
            "DELETE FROM reliability.bucket; SELECT array_agg(id ORDER BY id) FROM reliability.series", connection);
        var peer = new PostgresPeer(source, connection, (long[])(await series.ExecuteScalarAsync())!);
        await peer._command.PrepareAsync();
        await peer.UpsertAsync(workload.Present);
        await using var counted = new NpgsqlCommand(
            "SELECT sum(count)::bigint / (3 * count(DISTINCT series_id)) FROM reliability.bucket", connection);
        FlushWorkload.Require(nameof(PostgresPeer), (long)(await counted.ExecuteScalarAsync())!);
        return peer;
    }

    public Task UpsertAsync(DateTimeOffset minute)
    {
        DateTime[] starts = Array.ConvertAll(Tiers, tier => tier.StartOf(minute).UtcDateTime);
        for (int i = 0; i < _starts.Length; i++)
        {
            _starts[i] = starts[i % starts.Length];
        }

        return _command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}
