using Reliability.Sketches;
using static Reliability.Storage.Sqlite.Tests.Series;

namespace Reliability.Storage.Sqlite.Tests;

public sealed class SketchAppendTests : IDisposable
{
    private const string Sketches = "SELECT tier || ' ' || start || ' ' || hex(data) FROM sketch ORDER BY tier, start";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_minutes_are_stored_like_minutes_that_come_one_by_one_and_are_folded()
    {
        await using SqliteStore replayed = _folder.Store("replayed.db");
        await using SqliteStore live = _folder.Store("live.db");
        await replayed.Series.AppendAsync(Minutes(1, 0, 90), default);
        await replayed.Series.AppendAsync(Minutes(2, 89, 50), default);
        for (int minute = 0; minute < 90; minute++)
        {
            await live.Series.AppendAsync(Minutes(1 + minute, minute, 1), default);
        }

        for (int minute = 89; minute < 139; minute++)
        {
            await live.Series.AppendAsync(Minutes(2 + minute, minute, 1), default);
        }

        SeriesBucket[] unfolded = await ReadAsync(replayed);
        await replayed.Series.FoldAsync("shop", default);
        await live.Series.FoldAsync("shop", default);

        RowsOf("replayed.db").Should().HaveCount(139 + 3 + 1).And.Equal(RowsOf("live.db"));
        Shown(unfolded).Should().Equal(Shown(await ReadAsync(live))).And.Equal(Shown(await ReadAsync(replayed)));
    }

    [Fact]
    public async Task Only_buckets_that_have_a_sketch_wait_for_a_fold()
    {
        await using SqliteStore store = _folder.Store();
        await store.Series.AppendAsync(Minutes(1, 0, 30), default);
        using var raw = new RawDatabase(_folder.File());
        raw.Scalar("SELECT count(*) FROM journal").Should().Be(0L);
        await store.Series.AppendAsync(Minutes(2, 30, 60), default);
        raw.Scalar("SELECT count(*) FROM journal").Should().Be(1L, "the first hour and the day had a sketch");
        (await store.Series.FoldAsync("shop", default)).Should().Be(1);
        raw.Scalar("SELECT count(*) FROM sketch").Should().Be(90L + 2 + 1);
    }

    [Fact]
    public async Task Many_minutes_are_stored_beside_a_sketch_that_cannot_be_read()
    {
        await using SqliteStore store = _folder.Store();
        await store.Series.AppendAsync(Minutes(1, 0, 30), default);
        RawDatabase.Run(_folder.File(), "UPDATE sketch SET data = x'FFFF'");

        (await store.Series.AppendAsync(Minutes(2, 0, 60), default)).Should().Be(AppendOutcome.Applied, "an append decodes no sketch");

        (await store.CountAsync()).Should().Be(30 + 60);
        Func<Task> reading = () => store.CountAsync(sketches: true);
        (await reading.Should().ThrowAsync<StoreException>()).WithMessage("*holds a sketch that cannot be read*");
    }

    private static SeriesBatch Minutes(long sequence, int first, int count) => new(
        "shop",
        "producer",
        sequence,
        Enumerable.Range(first, count).Select(minute => new SeriesDelta("orders", Bucket(minute))));

    private static SeriesBucket Bucket(int minute)
    {
        var sketch = new QuantileSketch();
        sketch.Add(0.001 * (1 + minute));
        return new SeriesBucket(Noon.AddMinutes(minute), 1, 1) { Sketch = sketch };
    }

    private static async Task<SeriesBucket[]> ReadAsync(SqliteStore store)
    {
        List<SeriesBucket> buckets = [];
        foreach (SeriesResolution tier in Enum.GetValues<SeriesResolution>())
        {
            var query = new SeriesQuery(Orders, tier, Noon.AddDays(-1), Noon.AddDays(1)) { IncludeSketches = true };
            await foreach (SeriesBucket bucket in store.Series.ReadAsync(query, default))
            {
                buckets.Add(bucket);
            }
        }

        return [.. buckets];
    }

    private static string[] Shown(SeriesBucket[] buckets) =>
        [.. buckets.Select(b => $"{b.Start:O} {b.Count} {Convert.ToHexString(b.Sketch!.ToBytes())}")];

    private string[] RowsOf(string file)
    {
        using var raw = new RawDatabase(_folder.File(file));
        return [.. raw.Rows(Sketches, 0)];
    }
}
