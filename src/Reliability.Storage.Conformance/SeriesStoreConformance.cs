using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.SeriesScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The requirements of an <see cref="ISeriesStore"/>. Derive a public class from it and implement how the store is opened; the test runner
/// then finds the tests.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class SeriesStoreConformance<TStore> : SeriesRetentionConformance<TStore>
    where TStore : class
{
    /// <summary>A repeated batch is a duplicate and changes nothing.</summary>
    [Fact]
    public async Task ADuplicateChangesNothing()
    {
        ISeriesStore store = await StartAsync();
        SeriesBatch batch = Batch(1, Values(0, 1, 2));
        Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(batch, CancellationToken.None));
        Assert.Equal(AppendOutcome.Duplicate, await store.AppendAsync(batch, CancellationToken.None));
        AssertSame([Values(0, 1, 2).Bucket], await store.MinutesAsync(sketches: true));
        AssertSame([Values(0, 1, 2).Bucket], await store.HoursAsync(sketches: true));
    }

    /// <summary>Any sequence up to the last one is a duplicate, also one that was never sent.</summary>
    [Fact]
    public async Task AnOlderSequenceIsADuplicate()
    {
        ISeriesStore store = await StartAsync();
        Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(5, Events(0, 1)));
        Assert.Equal(AppendOutcome.Duplicate, await store.AppendAsync(4, Events(0, 10), Events(1, 10)));
        Assert.Equal(AppendOutcome.Duplicate, await store.AppendAsync(1, Events(0, 10, series: "other")));
        Assert.Equal(5, await store.LastSequenceAsync());
        Assert.Equal(1, await store.SumOfMinutesAsync());
        Assert.Empty(await store.MinutesAsync(Series("other")));
    }

    /// <summary>Sequences can have gaps of any size.</summary>
    [Fact]
    public async Task SequencesMayHaveGaps()
    {
        ISeriesStore store = await StartAsync();
        foreach (long sequence in (long[])[1, 7, 1L << 40, long.MaxValue])
        {
            Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(sequence, Events(0, 1)));
            Assert.Equal(sequence, await store.LastSequenceAsync());
        }

        Assert.Equal(4, await store.SumOfMinutesAsync());
    }

    /// <summary>A producer that never sent a batch has sequence 0.</summary>
    [Fact]
    public async Task AnUnknownProducerHasSequenceZero()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(3, Events(0, 1));
        Assert.Equal(3, await store.LastSequenceAsync());
        Assert.Equal(0, await store.LastSequenceAsync(producer: "producer-2"));
        Assert.Equal(0, await store.LastSequenceAsync(service: "other"));
    }

    /// <summary>A batch without deltas advances the sequence.</summary>
    [Fact]
    public async Task AnEmptyBatchMovesTheSequence()
    {
        ISeriesStore store = await StartAsync();
        Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(2));
        Assert.Equal(AppendOutcome.Duplicate, await store.AppendAsync(2, Events(0, 1)));
        Assert.Equal(2, await store.LastSequenceAsync());
        Assert.Empty(await store.MinutesAsync());
    }

    /// <summary>Each producer of each service has its own sequence.</summary>
    [Fact]
    public async Task ProducersAndServicesAreIndependent()
    {
        ISeriesStore store = await StartAsync();
        (string Service, string Producer)[] senders = [("a", "1"), ("a", "2"), ("b", "1"), ("b", "2")];
        foreach ((string service, string producer) in senders)
        {
            var batch = new SeriesBatch(service, producer, 1, [Events(0, 1)]);
            Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(batch, CancellationToken.None));
        }

        Assert.Equal(2, await store.SumOfMinutesAsync(Series(service: "a")));
        Assert.Equal(2, await store.SumOfMinutesAsync(Series(service: "b")));
    }

    /// <summary>Concurrent writers in several processes lose no data.</summary>
    [Fact]
    public async Task ConcurrentWritersLoseNothing()
    {
        const int Batches = 40;
        ISeriesStore[] stores = [await StartAsync(), await StartAsync()];
        string[] producers = ["p1", "p2", "p3", "p4"];
        await Task.WhenAll(producers.Select((producer, p) => Task.Run(async () =>
        {
            for (int sequence = 1; sequence <= Batches; sequence++)
            {
                var batch = new SeriesBatch(
                    Service, producer, sequence, [Events(0, 1), Values(1, p, sequence), Events(2, p, series: "other")]);
                Assert.Equal(AppendOutcome.Applied, await stores[p % 2].AppendAsync(batch, CancellationToken.None));
            }
        })));

        double[] values = [.. producers.SelectMany((_, p) => Enumerable.Range(1, Batches).SelectMany(sequence => (double[])[p, sequence]))];
        SeriesBucket[] expected = [Events(0, producers.Length * Batches).Bucket, Values(1, values).Bucket];
        foreach (ISeriesStore store in stores)
        {
            AssertSame(expected, await store.MinutesAsync(sketches: true));
            Assert.Equal(producers.Length * Batches * 3, await store.SumOfHoursAsync());
            Assert.Equal((0 + 1 + 2 + 3) * Batches, await store.SumOfMinutesAsync(Series("other")));
        }
    }

    /// <summary>One batch that is sent twice concurrently is applied once.</summary>
    [Fact]
    public async Task ARaceOfDuplicatesHasOneWinner()
    {
        ISeriesStore[] stores = [await StartAsync(), await StartAsync()];
        for (int sequence = 1; sequence <= 20; sequence++)
        {
            SeriesBatch batch = Batch(sequence, Events(0, 1));
            AppendOutcome[] outcomes = await Task.WhenAll(
                stores.Select(store => Task.Run(async () => await store.AppendAsync(batch, CancellationToken.None))));
            Assert.Equal([AppendOutcome.Applied, AppendOutcome.Duplicate], outcomes.Order());
        }

        Assert.Equal(20, await stores[0].SumOfMinutesAsync());
    }

    /// <summary>A reader sees a batch completely or not at all: across the minutes of a series, across series and across tiers.</summary>
    [Fact]
    public async Task AReaderNeverSeesHalfABatch()
    {
        const int Batches = 100;
        ISeriesStore writer = await StartAsync();
        ISeriesStore reader = await StartAsync();
        SeriesDelta[] deltas =
        [
            .. Enumerable.Range(0, 30).Select(minute => Events(minute, 1)),
            .. Enumerable.Range(0, 10).Select(i => Events(0, 1, series: $"other-{i}")),
        ];
        await writer.AppendAsync(1, deltas);
        Task writing = Task.Run(async () =>
        {
            for (int sequence = 2; sequence <= Batches; sequence++)
            {
                await writer.AppendAsync(sequence, deltas);
            }
        });

        bool isLast;
        do
        {
            isLast = writing.IsCompleted;
            List<SeriesBucket> minutes = await reader.MinutesAsync();
            long batches = Assert.Single(minutes.Select(minute => minute.Count).Distinct());
            Assert.Equal(30, minutes.Count);

            // A later read sees at least as many batches.
            Assert.True(await reader.SumOfHoursAsync() >= batches * 30, "The hour tier lags behind the minute tier.");
            Assert.True(await reader.SumOfMinutesAsync(Series("other-9")) >= batches, "A series lags behind its batch.");
            Assert.True(await reader.LastSequenceAsync() >= batches, "The sequence lags behind its batch.");
        }
        while (!isLast);

        await writing;
        Assert.Equal(Batches * 30, await reader.SumOfMinutesAsync());
    }

    /// <summary>An enumeration is a snapshot of the store, and does not block writers.</summary>
    [Fact]
    public async Task AnEnumerationIsASnapshot()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, [.. Enumerable.Range(0, 500).Select(minute => Events(minute, 1))]);
        long sequence = 1;
        long read = 0;
        var query = new SeriesQuery(Series(), SeriesResolution.Minute, Noon, Noon.AddDays(1));
        await foreach (SeriesBucket bucket in store.ReadAsync(query, CancellationToken.None))
        {
            if (read++ % 100 == 0)
            {
                await store.AppendAsync(++sequence, Events(499, 1), Events(700, 1));
            }

            Assert.Equal(1, bucket.Count);
        }

        Assert.Equal(500, read);
        Assert.Equal(500 + 10, await store.SumOfMinutesAsync());
    }

    /// <summary>An enumeration that ends early leaves the store usable.</summary>
    [Fact]
    public async Task AnEnumerationMayBeLeftEarly()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, [.. Enumerable.Range(0, 200).Select(minute => Events(minute, 1))]);
        var query = new SeriesQuery(Series(), SeriesResolution.Minute, Noon, Noon.AddDays(1));
        for (int i = 0; i < 20; i++)
        {
            await foreach (SeriesBucket bucket in store.ReadAsync(query, CancellationToken.None))
            {
                Assert.Equal(Noon, bucket.Start);
                break;
            }
        }

        Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(2, Events(0, 1)));
        Assert.Equal(201, await store.SumOfMinutesAsync());
    }

    /// <summary>A restart keeps the buckets and rejects repeated batches.</summary>
    [Fact]
    public async Task ARestartKeepsBucketsAndSequences()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, Values(0, 1, 2));
        await store.AppendAsync(2, Values(0, 3), Values(70, 4));
        store = await RestartAsync(store);

        Assert.Equal(AppendOutcome.Duplicate, await store.AppendAsync(2, Values(0, 3), Values(70, 4)));
        Assert.Equal(2, await store.LastSequenceAsync());
        Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(3, Values(0, 5)));
        store = await RestartAsync(store);
        AssertSame([Values(0, 1, 2, 3, 5).Bucket, Values(70, 4).Bucket], await store.MinutesAsync(sketches: true));
        Assert.Equal(5, await store.SumOfHoursAsync());
    }

    /// <summary>Namespaces share neither buckets nor sequences.</summary>
    [Fact]
    public async Task NamespacesShareNothing()
    {
        ISeriesStore one = await StartAsync(Namespace + "-one");
        ISeriesStore two = await StartAsync(Namespace + "-two");
        await one.AppendAsync(5, Events(0, 1));
        Assert.Equal(0, await two.LastSequenceAsync());
        Assert.Empty(await two.MinutesAsync());
        Assert.Equal(AppendOutcome.Applied, await two.AppendAsync(1, Events(0, 10)));

        Assert.Equal(1, await one.SumOfMinutesAsync());
        Assert.Equal(1, await one.SumOfHoursAsync());
        Assert.Equal(5, await one.LastSequenceAsync());
    }

    /// <summary>A call that is canceled before it begins throws an exception and has no effect.</summary>
    [Fact]
    public async Task ACancelledCallDoesNothing()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, Events(0, 1));
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.InitializeAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.AppendAsync(Batch(2, Events(0, 1)), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.GetLastSequenceAsync(Service, Producer, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.SetRetentionAsync(Service, SeriesRetention.Default, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.GetRetentionAsync(Service, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.TrimAsync(Service, cancelled));
        SeriesQuery query = new(Series(), SeriesResolution.Minute, Noon, Noon.AddDays(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadAsync(query, cancelled).ToListAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListSeriesAsync(cancelled).ToListAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListProducersAsync(cancelled).ToListAsync());
        Assert.Null(await store.GetRetentionAsync(Service, CancellationToken.None));
        Assert.Equal(1, await store.LastSequenceAsync());
        Assert.Equal(1, await store.SumOfMinutesAsync());
        Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(2, Events(0, 1)));
    }

    /// <summary>A batch that is canceled in progress is stored completely or not at all, and sending it again completes it.</summary>
    [Fact]
    public async Task ACancellationIsAllOrNothing()
    {
        ISeriesStore store = await StartAsync();
        SeriesDelta[] deltas = [.. Enumerable.Range(0, 300).Select(minute => Events(minute, 1))];
        for (int sequence = 1; sequence <= 20; sequence++)
        {
            SeriesBatch batch = Batch(sequence, deltas);
            await Together.CancelUnderWayAsync(async token => await store.AppendAsync(batch, token));
            long before = await store.LastSequenceAsync();
            Assert.Equal(before * deltas.Length, await store.SumOfMinutesAsync());
            await store.AppendAsync(batch, CancellationToken.None);
            Assert.Equal(sequence * deltas.Length, await store.SumOfMinutesAsync());
        }
    }

    /// <summary>Initialization can be repeated, and can run concurrently in several processes.</summary>
    [Fact]
    public async Task InitialisingMayBeRepeated()
    {
        ISeriesStore[] stores = [await StartAsync(), await StartAsync(), await StartAsync()];
        await Task.WhenAll(stores.Select(store => Task.Run(async () => await store.InitializeAsync(CancellationToken.None))));
        await stores[0].AppendAsync(1, Events(0, 1));
        await stores[1].InitializeAsync(CancellationToken.None);
        Assert.Equal(1, await stores[2].SumOfMinutesAsync());
    }
}
