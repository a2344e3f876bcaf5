using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Reliability.Sketches;
using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.TestServers;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// A later version of the library shares a store during a deployment, and has stored a sketch or a journal entry that this one cannot read.
/// </summary>
public sealed class LaterVersionTests : IDisposable
{
    /// <summary>The first byte of a sketch and of an entry is its version.</summary>
    private const string Later = "63";

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SeriesId Orders = new("shop", "orders");

    private readonly string _space = $"later_{Guid.NewGuid():N}";
    private readonly SqliteFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(SharedStore.Sqlite, "sketch")]
    [InlineData(SharedStore.Sqlite, "journal")]
    [InlineData(SharedStore.Postgres, "sketch")]
    [InlineData(SharedStore.Postgres, "journal")]
    [InlineData(SharedStore.Redis, "sketch")]
    [InlineData(SharedStore.Redis, "journal")]
    public async Task What_a_later_version_stored_is_a_fault_that_says_what_to_do_and_stays(string kind, string place)
    {
        await using IReliabilityStore opened = await OpenAsync(kind);
        ISeriesStore store = opened.Series;
        await AppendAsync(store, 1);
        (await store.FoldAsync("shop", CancellationToken.None)).Should().Be(1);
        await AppendAsync(store, 2);
        await ReplaceAsync(kind, place);
        string before = await HeldAsync(kind);
        before.ToUpperInvariant().Should().Contain(Later);

        var query = new SeriesQuery(Orders, SeriesResolution.Minute, Noon, Noon.AddHours(1)) { IncludeSketches = true };
        (string Use, Func<Task> Call)[] uses =
        [
            ("a read", async () => await store.ReadAsync(query, CancellationToken.None).ToListAsync()),
            ("reads of many", async () => await store.ReadAsync([query], CancellationToken.None)),
            ("sums", async () => await store.SummarizeAsync([query], CancellationToken.None)),
            ("a fold", async () => await store.FoldAsync("shop", CancellationToken.None)),
        ];
        foreach ((string use, Func<Task> call) in uses)
        {
            StoreException fault = (await call.Should().ThrowAsync<StoreException>(use)).Which;
            fault.Message.Should().Contain("a later version of this library").And.Contain("update this one").And.Contain("backup");
            fault.IsTransient.Should().BeFalse("the same call cannot succeed later");
        }

        (await HeldAsync(kind)).Should().Be(before, "nothing was removed or changed");
        await AppendAsync(store, 3);
        SeriesSummary counts =
            (await store.SummarizeAsync([query with { IncludeSketches = false }], CancellationToken.None)).Single();
        counts.Total.Count.Should().Be(3, "counts need no sketch");
    }

    private static async Task AppendAsync(ISeriesStore store, long sequence)
    {
        var sketch = new QuantileSketch();
        sketch.Add(sequence);
        var bucket = new SeriesBucket(Noon, 1, 1) { ScaledSum = sequence * 1e7, Min = sequence, Max = sequence, Sketch = sketch };
        (await store.AppendAsync(
            new SeriesBatch("shop", "producer", sequence, [new SeriesDelta(Orders.Name, bucket)]), CancellationToken.None))
            .Should()
            .Be(AppendOutcome.Applied);
    }

    private async Task<IReliabilityStore> OpenAsync(string kind) => kind switch
    {
        SharedStore.Sqlite => _file.Store,
        SharedStore.Postgres => new PostgresStore(new PostgresStoreOptions
        {
            ConnectionString = (await SharedServers.PostgresAsync()).ConnectionString + ";Maximum Pool Size=4",
            Schema = _space,
        }),
        _ => new RedisStore(new RedisStoreOptions
        {
            Configuration = (await SharedServers.RedisAsync()).ConnectionString,
            Prefix = _space,
        }),
    };

    /// <summary>Puts bytes of a later version where sketches or entries are.</summary>
    private async Task ReplaceAsync(string kind, string place)
    {
        switch (kind)
        {
            case SharedStore.Sqlite:
                await SqliteAsync($"UPDATE {place} SET data = x'{Later}'");
                break;
            case SharedStore.Postgres:
                await PostgresAsync($@"UPDATE {_space}.{place} SET data = '\x{Later}'");
                break;
            default:
                string text = ((char)Convert.FromHexString(Later)[0]).ToString();
                string[] command = place == "journal" ? ["LSET", Journal, "0", text] : ["HSET", Sketches, "00:orders", text];
                await (await SharedServers.RedisAsync()).CommandAsync(command);
                break;
        }
    }

    /// <summary>Returns all sketches and entries as a text.</summary>
    private async Task<string> HeldAsync(string kind)
    {
        if (kind == SharedStore.Redis)
        {
            RedisServer server = await SharedServers.RedisAsync();
            string held = await server.CommandAsync("HGETALL", Sketches) + await server.CommandAsync("LRANGE", Journal, "0", "-1");
            return Convert.ToHexString(Encoding.UTF8.GetBytes(held));
        }

        return kind == SharedStore.Sqlite
            ? await SqliteAsync(
                "SELECT group_concat(text) FROM (SELECT hex(data) AS text FROM sketch UNION ALL SELECT hex(data) FROM journal ORDER BY 1)")
            : await PostgresAsync(
                "SELECT string_agg(text, ' ' ORDER BY text) FROM (SELECT encode(data, 'hex') AS text "
                    + $"FROM {_space}.sketch UNION ALL SELECT encode(data, 'hex') FROM {_space}.journal) AS held");
    }

    private string Journal => $"{_space}:v3:{{shop}}:s:journal:{SketchJournal.ChunkOf(Orders.Name)}";

    private string Sketches => $"{_space}:v3:{{shop}}:s:m:{Noon.ToUnixTimeSeconds() / 3600}:sketches";

    private async Task<string> SqliteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_file.FilePath};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{await command.ExecuteScalarAsync()}";
    }

    private static async Task<string> PostgresAsync(string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create((await SharedServers.PostgresAsync()).ConnectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return $"{await command.ExecuteScalarAsync()}";
    }
}
