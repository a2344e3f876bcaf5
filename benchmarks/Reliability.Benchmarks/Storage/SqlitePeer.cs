using Microsoft.Data.Sqlite;
using Reliability.Storage;
using Reliability.Storage.Sqlite;

namespace Reliability.Benchmarks.Storage;

/// <summary>
/// Writes the rows of a flush, all columns of all tiers, with one prepared statement in one immediate transaction, into a table that a
/// store made. It knows the numbers of the series, keeps no sequence and knows no edge of a range.
/// </summary>
internal sealed class SqlitePeer : IDisposable
{
    private const string Statement = """
        INSERT INTO bucket (series_id, tier, start, count, good, sum, min, max)
        VALUES ($series, $tier, $start, $count, $good, $sum, $min, $max)
        ON CONFLICT DO UPDATE SET
          count = count + excluded.count,
          good = good + excluded.good,
          sum = sum + excluded.sum,
          min = min(min, excluded.min),
          max = max(max, excluded.max)
        """;

    private static readonly SeriesResolution[] Tiers = Enum.GetValues<SeriesResolution>();

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _seriesId;
    private readonly SqliteParameter _tier;
    private readonly SqliteParameter _start;
    private readonly long[] _series;

    private SqlitePeer(SqliteConnection connection, long[] series)
    {
        _connection = connection;
        _series = series;
        _command = connection.CreateCommand();
        _command.CommandText = Statement;
        _seriesId = _command.Parameters.AddWithValue("$series", 0L);
        _tier = _command.Parameters.AddWithValue("$tier", 0L);
        _start = _command.Parameters.AddWithValue("$start", 0L);
        _command.Parameters.AddWithValue("$count", (long)FlushWorkload.Count);
        _command.Parameters.AddWithValue("$good", (long)FlushWorkload.Good);
        _command.Parameters.AddWithValue("$sum", FlushWorkload.ScaledSum);
        _command.Parameters.AddWithValue("$min", FlushWorkload.Min);
        _command.Parameters.AddWithValue("$max", FlushWorkload.Max);
        _command.Prepare();
    }

    /// <summary>Lets a store make the file and the series, writes one pass and makes sure that it arrived.</summary>
    public static async Task<SqlitePeer> StartAsync(string path, FlushWorkload workload)
    {
        await using (var store = new SqliteStore(new SqliteStoreOptions { Path = path }))
        {
            await store.Series.AppendAsync(workload.Values(), CancellationToken.None);
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        Run(connection, "PRAGMA synchronous = NORMAL; DELETE FROM bucket");
        var peer = new SqlitePeer(connection, [.. Numbers(connection, "SELECT id FROM series ORDER BY id")]);
        peer.Upsert(workload.Present);
        FlushWorkload.Require(
            nameof(SqlitePeer),
            Numbers(connection, "SELECT sum(count) / (3 * count(DISTINCT series_id)) FROM bucket").Single());
        return peer;
    }

    public void Upsert(DateTimeOffset minute)
    {
        long[] starts = Array.ConvertAll(Tiers, tier => tier.StartOf(minute).ToUnixTimeSeconds());
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        _command.Transaction = transaction;
        foreach (long id in _series)
        {
            _seriesId.Value = id;
            for (int i = 0; i < starts.Length; i++)
            {
                Write(Tiers[i], starts[i]);
            }
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static List<long> Numbers(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        using SqliteDataReader reader = command.ExecuteReader();
        List<long> numbers = [];
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    private void Write(SeriesResolution tier, long start)
    {
        _tier.Value = (long)tier;
        _start.Value = start;
        _command.ExecuteNonQuery();
    }
}
