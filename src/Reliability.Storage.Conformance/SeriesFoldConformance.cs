using Reliability.Sketches;
using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.SeriesScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="SeriesStoreConformance{TStore}"/> for sketches that are journaled and folded later. Derive from that class, not
/// from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class SeriesFoldConformance<TStore> : SeriesDayConformance<TStore>
    where TStore : class
{
    private static readonly SeriesResolution[] Resolutions = Enum.GetValues<SeriesResolution>();

    /// <summary>
    /// Readers see the same values before and after a fold, a second fold finds nothing, and late events of a folded minute land where they
    /// belong.
    /// </summary>
    [Fact]
    public async Task FoldingChangesNothingThatAReaderSees()
    {
        ISeriesStore store = await StartAsync();
        var reference = new InMemorySeriesStore();
        long sequence = 0;
        foreach (int[] minutes in (int[][])[[0, 1, 61, -1500], [1, 2, 1], [-1500, 90_000], [2, 61]])
        {
            SeriesBatch batch = Batch(
                ++sequence,
                [
                    .. minutes.Select(minute => Values(minute, minute, sequence, -minute)),
                    Values(minutes[0], 7) with { Tiers = SeriesTiers.Hour },
                    Values(minutes[0], 8, 0) with { Tiers = SeriesTiers.Day | SeriesTiers.Minute },
                    Values(minutes[0], 1e-9, 1e9) with { Series = "wide" },
                    Events(minutes[0], 3),
                ]);
            await store.AppendAsync(batch, CancellationToken.None);
            await reference.AppendAsync(batch, CancellationToken.None);
            await AssertSameAsync(reference, store);
            await FoldAsync(store);
            await AssertSameAsync(reference, store);
            Assert.Equal(0, await FoldAsync(store));
            Assert.Equal(AppendOutcome.Duplicate, await store.AppendAsync(batch, CancellationToken.None));
            await FoldAsync(store);
            await AssertSameAsync(reference, store);
        }

        await AssertSameAsync(reference, await RestartAsync(store));
    }

    /// <summary>What nobody folds for a day is complete for readers, and one fold brings all of it into the tiers.</summary>
    [Fact]
    public async Task AJournalOfADayIsComplete()
    {
        const int Minutes = 1_440;
        ISeriesStore store = await StartAsync();
        for (int minute = 0; minute < Minutes; minute++)
        {
            await store.AppendAsync(minute + 1, Values(minute, minute + 1), Values(minute, 1, 2) with { Series = "other" });
        }

        for (int round = 0; round < 2; round++)
        {
            List<SeriesBucket> minutes = await store.MinutesAsync(sketches: true);
            Assert.Equal(Minutes, minutes.Count);
            Assert.All(minutes, minute => Assert.Equal(1, minute.Sketch!.Count));
            Assert.Equal(Minutes, (await store.HoursAsync(sketches: true)).Sum(hour => hour.Sketch!.Count));
            Assert.Equal(2 * Minutes, (await store.DaysAsync(Series("other"), sketches: true)).Sum(day => day.Sketch!.Count));
            await FoldAsync(store);
        }

        Assert.Equal(0, await FoldAsync(store));
    }

    /// <summary>
    /// While processes append, fold and read at the same time, each bucket of each tier has a sketch with as many values as the bucket has
    /// events, and nothing is lost or counted twice.
    /// </summary>
    [Fact]
    public async Task FoldsAppendsAndReadsDoNotDisturbEachOther()
    {
        const int Batches = 60;
        const int Producers = 2;
        ISeriesStore[] stores = [await StartAsync(), await StartAsync()];
        string[] names = [.. Enumerable.Range(0, 24).Select(n => $"series-{n}")];
        Task[] producers =
        [
            .. Enumerable.Range(0, Producers).Select(n => Task.Run(async () =>
            {
                for (int i = 1; i <= Batches; i++)
                {
                    SeriesDelta[] deltas = [.. names.Select(name => Values((i * 37 % 90) - 45, i, n) with { Series = name })];
                    var batch = new SeriesBatch(Service, $"producer-{n}", i, deltas);
                    await stores[n].AppendAsync(batch, CancellationToken.None);
                    if (i % 5 == 0)
                    {
                        Assert.Equal(AppendOutcome.Duplicate, await stores[n].AppendAsync(batch, CancellationToken.None));
                    }
                }
            })),
        ];
        Task appends = Task.WhenAll(producers);
        Task[] folds = [.. stores.Select(store => Task.Run(async () =>
        {
            while (!appends.IsCompleted)
            {
                await FoldAsync(store);
            }
        }))];
        SeriesQuery[] queries =
        [
            .. from name in names.Take(5)
               from resolution in Resolutions
               select Everything(name, resolution),
        ];
        bool isLast;
        do
        {
            isLast = appends.IsCompleted;
            foreach (IReadOnlyList<SeriesBucket> buckets in await stores[0].ReadAsync(queries, CancellationToken.None))
            {
                Assert.All(buckets, bucket => Assert.Equal(bucket.Count, bucket.Sketch!.Count));
            }

            Assert.All(
                await stores[1].ListAsync(queries[1]), bucket => Assert.Equal(bucket.Count, bucket.Sketch!.Count));
            Assert.All(
                await stores[1].SummarizeAsync(queries, CancellationToken.None),
                summary => Assert.Equal(summary.Total.Count, summary.Total.Sketch?.Count ?? 0));
        }
        while (!isLast);

        await appends;
        await Task.WhenAll(folds);
        await FoldAsync(stores[1]);
        foreach (string name in names)
        {
            foreach (SeriesResolution resolution in Resolutions)
            {
                List<SeriesBucket> buckets = await stores[0].BucketsAsync(Series(name), resolution, sketches: true);
                Assert.Equal(2 * Batches * Producers, buckets.Sum(bucket => bucket.Count));
                Assert.All(buckets, bucket => Assert.Equal(bucket.Count, bucket.Sketch!.Count));
            }
        }
    }

    /// <summary>A fold that is canceled at any moment has folded some entries or none, and loses and repeats nothing.</summary>
    [Fact]
    public async Task ACanceledFoldLosesNothing()
    {
        const int Rounds = 30;
        ISeriesStore store = await StartAsync();
        for (int round = 1; round <= Rounds; round++)
        {
            await store.AppendAsync(round, [.. Enumerable.Range(0, 20).Select(n => Values(round % 7, n, round) with { Series = $"{n}" })]);
            using var cancellation = new CancellationTokenSource();
            Task<long> fold = Task.Run(async () => await store.FoldAsync(Service, cancellation.Token), CancellationToken.None);
            await Task.WhenAll(Task.Run(cancellation.Cancel), fold.ContinueWith(_ => { }, TaskScheduler.Default));
            Assert.True(fold.IsCompletedSuccessfully || fold.IsCanceled, fold.Exception?.ToString());
        }

        using var before = new CancellationTokenSource();
        await before.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.FoldAsync(Service, before.Token));
        for (int n = 0; n < 20; n++)
        {
            foreach (SeriesResolution resolution in Resolutions)
            {
                List<SeriesBucket> buckets = await store.BucketsAsync(Series($"{n}"), resolution, sketches: true);
                Assert.Equal(2 * Rounds, buckets.Sum(bucket => bucket.Sketch!.Count));
            }
        }
    }

    /// <summary>Services and namespaces are folded apart, and names of series are opaque in the journal.</summary>
    [Fact]
    public async Task ServicesAreFoldedApart()
    {
        ISeriesStore store = await StartAsync();
        ISeriesStore other = await StartAsync(Namespace + "-other");
        string[] names = Samples.Names;
        SeriesDelta[] deltas =
        [
            .. names.Select((name, n) =>
                Values(0, [.. Enumerable.Range(0, n + 1).Select(value => (double)value)]) with { Series = name }),
        ];
        foreach (string service in names)
        {
            await store.AppendAsync(service, 1, deltas);
            await other.AppendAsync(service, 1, deltas);
        }

        foreach (string service in names)
        {
            await store.FoldAsync(service, CancellationToken.None);
            for (int n = 0; n < names.Length; n++)
            {
                foreach (ISeriesStore one in (ISeriesStore[])[store, other])
                {
                    SeriesBucket day = Assert.Single(await one.DaysAsync(new SeriesId(service, names[n]), sketches: true));
                    Assert.Equal(n + 1, day.Sketch!.Count);
                }
            }
        }

        foreach (string illegal in (string[])["", "a\nb", "a\0", new('x', 201), "\ud800"])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.FoldAsync(illegal, CancellationToken.None));
        }
    }

    /// <summary>A batch may have a hundred thousand deltas with sketches.</summary>
    [Fact]
    public async Task AHundredThousandSketchesFitOneBatch()
    {
        const int SeriesCount = 2_000;
        const int Minutes = 50;
        ISeriesStore store = await StartAsync();
        SeriesDelta[] deltas =
        [
            .. from n in Enumerable.Range(0, SeriesCount)
               from minute in Enumerable.Range(0, Minutes)
               select Values(minute, n + 1) with { Series = $"series-{n}" },
        ];
        Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(1, deltas));
        for (int round = 0; round < 2; round++)
        {
            foreach (int n in (int[])[0, 1, 999, SeriesCount - 1])
            {
                Assert.Equal(Minutes, (await store.MinutesAsync(Series($"series-{n}"), sketches: true)).Sum(one => one.Sketch!.Count));
                QuantileSketch day = Assert.Single(await store.DaysAsync(Series($"series-{n}"), sketches: true)).Sketch!;
                Assert.Equal(Minutes, day.Count);
                Assert.Equal(n + 1, day.Quantile(0.5)!.Value, (n + 1) * 0.0055);
            }

            await FoldAsync(store);
        }
    }

    private static SeriesQuery Everything(string name, SeriesResolution resolution) =>
        new(Series(name), resolution, DateTimeOffset.MinValue, DateTimeOffset.MaxValue) { IncludeSketches = true };

    private static async Task<long> FoldAsync(ISeriesStore store) => await store.FoldAsync(Service, CancellationToken.None);

    private static async Task AssertSameAsync(ISeriesStore expected, ISeriesStore actual)
    {
        foreach (string name in (string[])["orders", "wide"])
        {
            foreach (SeriesResolution resolution in Resolutions)
            {
                List<SeriesBucket> buckets = await expected.BucketsAsync(Series(name), resolution, sketches: true);
                AssertSame(buckets, await actual.BucketsAsync(Series(name), resolution, sketches: true));
                SeriesQuery query = Everything(name, resolution);
                AssertSame(buckets, (await actual.ReadAsync([query, query], CancellationToken.None))[1]);
                SeriesSummary summary = (await actual.SummarizeAsync([query], CancellationToken.None))[0];
                AssertSame([SeriesSummary.Of([.. buckets]).Total], [summary.Total]);
            }
        }
    }
}
