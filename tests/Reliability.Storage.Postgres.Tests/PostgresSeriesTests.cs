using Reliability.Sketches;

namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresSeriesTests
{
    private readonly string _schema = Database.Schema();

    [Fact]
    public async Task A_batch_is_one_round_trip()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.AppendAsync(1, Some.Events(0, 1, 1));
        int commands = await Database.CommandsAsync(async () =>
            await store.AppendAsync(2, [.. Enumerable.Range(0, 500).Select(i => Some.Events(i % 90, 1, 1, $"series-{i}"))]));
        commands.Should().Be(1);
        (await Database.CommandsAsync(async () => await store.HoursAsync("series-7"))).Should().Be(1);
    }

    [Theory]
    [InlineData("good = count + 1")]
    [InlineData("count = -1")]
    public async Task A_damaged_bucket_is_a_fault_of_the_store(string damage)
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.AppendAsync(1, Some.Events(0, 1, 1));
        await Database.SqlAsync($"UPDATE {_schema}.bucket SET {damage}");
        Func<Task> reading = async () => await store.HoursAsync();
        (await reading.Should().ThrowAsync<StoreException>().WithMessage("*holds a bucket that cannot be read*"))
            .Which.IsTransient.Should()
            .BeFalse();
    }

    /// <summary>
    /// Every pair of a random walk over scales, signs, zeros and widths must read back as the very bytes that merging here gives, whatever
    /// part of it is folded.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Folded_and_journaled_sketches_are_those_that_this_library_merges(int seed)
    {
        var random = new Random(seed);
        await using PostgresStore store = await Database.OpenAsync(_schema);
        var expected = new QuantileSketch();
        for (int sequence = 1; sequence <= 60; sequence++)
        {
            QuantileSketch sketch = RandomSketch(random, octaves: sequence / 60.0 * 50 * seed);
            expected.Merge(sketch);
            await store.AppendAsync(sequence, Some.Sketch(sequence % 60, sketch));
            if (random.Next(3) == 0)
            {
                await store.FoldAsync();
            }

            (await store.HoursAsync()).Single().Sketch!
                .ToBytes()
                .Should()
                .Equal(expected.ToBytes(), "this is batch {0} of seed {1}", sequence, seed);
        }
    }

    [Fact]
    public async Task A_bin_counts_beyond_what_an_integer_holds()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        var expected = new QuantileSketch();
        foreach ((int sequence, long count) in ((int, long)[])
        [
            (1, 1),
            (2, int.MaxValue),
            (3, 5),
            (4, 3L * int.MaxValue),
            (5, int.MaxValue - 1L),
            (6, 2),
        ])
        {
            var sketch = new QuantileSketch();
            sketch.Add(1.5, count);
            sketch.Add(0, count);
            sketch.Add(sequence == 4 ? 1e-300 : 1.5, 1);
            expected.Merge(sketch);
            await store.AppendAsync(sequence, Some.Sketch(0, sketch));
            await store.FoldAsync();
        }

        (await store.HoursAsync()).Single().Sketch!.ToBytes().Should().Equal(expected.ToBytes());
    }

    [Fact]
    public async Task Writers_of_the_same_rows_in_any_order_never_wait_for_each_other_in_a_circle()
    {
        const int Writers = 8;
        const int Batches = 25;
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (int sequence = 1; sequence <= Batches; sequence++)
            {
                // Some series are new in every batch, so that adding them races too.
                SeriesDelta[] deltas = [.. Enumerable.Range(0, 20 + sequence).Select(i => Some.Events(i % 3, 1, 1, $"series-{i}"))];
                random.Shuffle(deltas);
                await store.Series.AppendAsync(new SeriesBatch("shop", $"p{writer}", sequence, deltas), CancellationToken.None);
            }
        })));
        (await store.CountAsync("series-0")).Should().Be(Writers * Batches);
        (await store.CountAsync($"series-{20 + Batches - 1}")).Should().Be(Writers);
    }

    [Fact]
    public async Task Values_are_never_statements()
    {
        const string Name = "x'; DROP TABLE bucket; -- \"}{$1\\";
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.Series.AppendAsync(new SeriesBatch(Name, Name, 1, [Some.Events(0, 1, 1, Name)]), CancellationToken.None);
        await store.Documents.PutAsync(
            DocumentWrite.Create(new DocumentId(Name, Name, Name), "\"\\u0000'; DROP TABLE document; --\""),
            CancellationToken.None);
        await store.Events.AppendAsync(
            new EventAppend(new StreamId(Name, Name), [new NewEvent(Name, Some.Noon, "\"';\"")], id: Name),
            CancellationToken.None);
        await store.Series.SetRetentionAsync(Name, SeriesRetention.Default, CancellationToken.None);
        await store.Leases.AcquireAsync(new LeaseRequest(new LeaseId(Name, Name), Name, TimeSpan.FromMinutes(1)), CancellationToken.None);

        (await store.Series.GetLastSequenceAsync(Name, Name, CancellationToken.None)).Should().Be(1);
        (await store.Series.GetRetentionAsync(Name, CancellationToken.None)).Should().Be(SeriesRetention.Default);
        (await store.Documents.GetAsync(new DocumentId(Name, Name, Name), CancellationToken.None))!.Json
            .Should()
            .Be("\"\\u0000'; DROP TABLE document; --\"");
        (await store.Events.GetLastPositionAsync(new StreamId(Name, Name), CancellationToken.None)).Should().Be(1);
        (await store.Leases.GetAsync(new LeaseId(Name, Name), CancellationToken.None))!.Request.Owner.Should().Be(Name);
    }

    private static QuantileSketch RandomSketch(Random random, double octaves)
    {
        var sketch = new QuantileSketch();
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            double magnitude = Math.Pow(2, (random.NextDouble() - 0.5) * octaves);
            double value = random.Next(8) switch { 0 => 0, 1 => -magnitude, _ => magnitude };
            sketch.Add(value, random.Next(1, 1000));
        }

        return sketch;
    }
}
