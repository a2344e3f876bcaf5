using Reliability.Sketches;
using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.SeriesScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="SeriesStoreConformance{TStore}"/> for content: a store returns exactly what was added. Derive from that class,
/// not from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class SeriesContentConformance<TStore> : StoreConformance<TStore, ISeriesStore>
    where TStore : class
{
    /// <summary>A series without measurements has no buckets.</summary>
    [Fact]
    public async Task AnUnknownSeriesIsEmpty()
    {
        ISeriesStore store = await StartAsync();
        Assert.Empty(await store.MinutesAsync());
        Assert.Empty(await store.HoursAsync());
    }

    /// <summary>Counts and sums are added, minimum and maximum are kept, regardless of the order of the batches.</summary>
    [Fact]
    public async Task BucketsAddUpInAnyOrder()
    {
        SeriesDelta[] deltas = [Values(3, 0.5, 2), Values(3, 7), Values(3, -1, 0, 40), Values(3, 0.25)];
        ISeriesStore forward = await StartAsync();
        ISeriesStore backward = await StartAsync(Namespace + "-backward");
        for (int i = 0; i < deltas.Length; i++)
        {
            await forward.AppendAsync(i + 1, deltas[i]);
            await backward.AppendAsync(i + 1, deltas[^(i + 1)]);
        }

        SeriesBucket expected = Values(3, 0.5, 2, 7, -1, 0, 40, 0.25).Bucket;
        AssertSame([expected], await forward.MinutesAsync(sketches: true));
        AssertSame([expected], await backward.MinutesAsync(sketches: true));
        AssertSame([expected with { Start = Noon }], await forward.HoursAsync(sketches: true));
        AssertSame([expected with { Start = Noon }], await backward.HoursAsync(sketches: true));
    }

    /// <summary>A batch can add to one minute several times.</summary>
    [Fact]
    public async Task ABatchMayRepeatAMinute()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, Values(3, 1), Values(3, 2), Values(3, 4));
        AssertSame([Values(3, 1, 2, 4).Bucket], await store.MinutesAsync(sketches: true));
    }

    /// <summary>A merge keeps the sketch, whichever bucket has one.</summary>
    [Fact]
    public async Task ASketchMeetsABucketWithoutOne()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, Events(0, 1, value: 2), Values(1, 2));
        await store.AppendAsync(2, Values(0, 2), Events(1, 1, value: 2));
        List<SeriesBucket> minutes = await store.MinutesAsync(sketches: true);
        Assert.All(minutes, minute => Assert.Equal(1, minute.Sketch!.Count));
        Assert.Equal(2, Assert.Single(await store.HoursAsync(sketches: true)).Sketch!.Count);
    }

    /// <summary>The tiers of minutes and hours contain the same events.</summary>
    [Fact]
    public async Task MinutesAndHoursAgree()
    {
        ISeriesStore store = await StartAsync();
        for (int i = 1; i <= 6; i++)
        {
            await store.AppendAsync(i, [.. Enumerable.Range(0, 50).Select(m => Values((m * 7 % 180) - 30, m, i))]);
        }

        IEnumerable<SeriesBucket> hours = (await store.MinutesAsync(sketches: true))
            .GroupBy(minute => SeriesResolution.Hour.StartOf(minute.Start))
            .Select(group => group.Aggregate((sum, minute) => sum.Merge(minute)) with { Start = group.Key });
        AssertSame(hours, await store.HoursAsync(sketches: true));
    }

    /// <summary>A count of zero is stored, adds nothing, and differs from a missing bucket.</summary>
    [Fact]
    public async Task ZeroCountIsNotMissing()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, Events(0, 0), Events(2, 0), Events(3, 1, value: 5), Events(4, 0), Events(5, 1, value: -5));
        await store.AppendAsync(2, Events(2, 1, value: 5), Events(3, 0), Events(4, 0), Events(5, 0));

        DateTimeOffset[] measured = [Noon, Noon.AddMinutes(2), Noon.AddMinutes(3), Noon.AddMinutes(4), Noon.AddMinutes(5)];
        List<SeriesBucket> minutes = await store.MinutesAsync();
        Assert.Equal(measured, minutes.Select(minute => minute.Start));
        Assert.Equal([0, 1, 1, 0, 1], minutes.Select(minute => minute.Count));
        Assert.Equal([0, 5, 5, 0, -5], minutes.Select(minute => minute.Min));
        Assert.Equal([0, 5, 5, 0, -5], minutes.Select(minute => minute.Max));
        SeriesBucket hour = Assert.Single(await store.HoursAsync());
        Assert.Equal((3, -5, 5), (hour.Count, hour.Min, hour.Max));
    }

    /// <summary>A range includes its start and excludes its end, also between two whole seconds.</summary>
    [Fact]
    public async Task ARangeIncludesItsStartAndNotItsEnd()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, [.. Enumerable.Range(0, 10).Select(minute => Events(minute, 1))]);
        TimeSpan tick = TimeSpan.FromTicks(1);

        Assert.Equal([2, 3, 4], await MinutesIn(Noon.AddMinutes(2), Noon.AddMinutes(5)));
        Assert.Equal([3, 4, 5], await MinutesIn(Noon.AddMinutes(2) + tick, Noon.AddMinutes(5) + tick));
        Assert.Equal([2, 3, 4], await MinutesIn(Noon.AddMinutes(2) - tick, Noon.AddMinutes(5) - tick));
        Assert.Equal([2, 3, 4], await MinutesIn(
            Noon.AddMinutes(2).ToOffset(TimeSpan.FromHours(9)), Noon.AddMinutes(5).ToOffset(TimeSpan.FromHours(-4))));
        Assert.Empty(await MinutesIn(Noon.AddMinutes(2), Noon.AddMinutes(2)));

        async Task<IEnumerable<int>> MinutesIn(DateTimeOffset from, DateTimeOffset to)
        {
            List<SeriesBucket> buckets = await store.ListAsync(new SeriesQuery(Series(), SeriesResolution.Minute, from, to));
            return buckets.Select(bucket => (int)(bucket.Start - Noon).TotalMinutes);
        }
    }

    /// <summary>Buckets are returned oldest first and in UTC, regardless of the order in which they were added.</summary>
    [Fact]
    public async Task BucketsComeInOrderAndInUtc()
    {
        ISeriesStore store = await StartAsync();
        TimeSpan offset = TimeSpan.FromMinutes(90);
        var abroad = new SeriesBucket(Noon.AddMinutes(5).ToOffset(offset), 1, 1);
        await store.AppendAsync(1, Events(9, 1), new SeriesDelta("orders", abroad), Events(-200, 1));
        await store.AppendAsync(2, Events(7, 1), Events(5, 1));

        List<SeriesBucket> minutes = await store.MinutesAsync();
        Assert.Equal([-200, 5, 7, 9], minutes.Select(minute => (int)(minute.Start - Noon).TotalMinutes));
        Assert.All(minutes, minute => Assert.Equal(TimeSpan.Zero, minute.Start.Offset));
        Assert.Equal(2, minutes[1].Count);
    }

    /// <summary>Sketches are returned only on request.</summary>
    [Fact]
    public async Task SketchesComeOnlyWhenAskedFor()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, Values(0, 1, 2, 3), Events(1, 1));
        Assert.All(await store.MinutesAsync(), minute => Assert.Null(minute.Sketch));

        List<SeriesBucket> minutes = await store.MinutesAsync(sketches: true);
        Assert.Equal(3, minutes[0].Sketch!.Count);
        Assert.Null(minutes[1].Sketch);
    }

    /// <summary>A store shares no sketch instance with callers that write or read.</summary>
    [Fact]
    public async Task SketchesAreNotShared()
    {
        ISeriesStore store = await StartAsync();
        SeriesDelta delta = Values(0, 1);
        await store.AppendAsync(1, delta);
        delta.Bucket.Sketch!.Add(2);
        Assert.Single(await store.MinutesAsync(sketches: true)).Sketch!.Add(3);
        Assert.Single(await store.HoursAsync(sketches: true)).Sketch!.Add(4);

        Assert.Equal(1, Assert.Single(await store.MinutesAsync(sketches: true)).Sketch!.Count);
        Assert.Equal(1, Assert.Single(await store.HoursAsync(sketches: true)).Sketch!.Count);
    }

    /// <summary>Merging two sketches changes neither of them.</summary>
    [Fact]
    public async Task MergingLeavesTheCallersSketchAlone()
    {
        ISeriesStore store = await StartAsync();
        SeriesDelta first = Values(0, 1);
        SeriesDelta second = Values(0, 2);
        await store.AppendAsync(1, first, second);
        Assert.Equal((1, 1), (first.Bucket.Sketch!.Count, second.Bucket.Sketch!.Count));
        QuantileSketch merged = Assert.Single(await store.MinutesAsync(sketches: true)).Sketch!;
        Assert.Equal(2, merged.Count);
    }

    /// <summary>Names are compared byte by byte: no case folding, trimming, normalization, quoting or formatting.</summary>
    [Fact]
    public async Task NamesAreOpaque()
    {
        string[] names = Samples.Names;
        ISeriesStore store = await StartAsync();
        for (int i = 0; i < names.Length; i++)
        {
            var batch = new SeriesBatch(
                names[i], names[i], i + 1, [Events(0, 1), .. names.Select((name, n) => Events(0, (i * 100) + n + 1, series: name))]);
            Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(batch, CancellationToken.None));
        }

        for (int i = 0; i < names.Length; i++)
        {
            Assert.Equal(i + 1, await store.LastSequenceAsync(names[i], names[i]));
            for (int n = 0; n < names.Length; n++)
            {
                Assert.Equal((i * 100) + n + 1, await store.SumOfMinutesAsync(new SeriesId(names[i], names[n])));
            }
        }
    }

    /// <summary>Service and name are separate fields: moving a character from one to the other identifies a different series.</summary>
    [Fact]
    public async Task ServiceAndNameDoNotRunTogether()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(new SeriesBatch("a:b", "p", 1, [Events(0, 1, series: "c")]), CancellationToken.None);
        await store.AppendAsync(new SeriesBatch("a", "p", 1, [Events(0, 2, series: "b:c")]), CancellationToken.None);
        Assert.Equal(1, await store.SumOfMinutesAsync(Series("c", "a:b")));
        Assert.Equal(2, await store.SumOfMinutesAsync(Series("b:c", "a")));
    }

    /// <summary>One batch accepts ten thousand series.</summary>
    [Fact]
    public async Task TenThousandSeriesFitOneBatch()
    {
        ISeriesStore store = await StartAsync();
        SeriesDelta[] deltas = [.. Enumerable.Range(0, 10_000).Select(i => Events(i % 60, i + 1, series: $"series-{i}"))];
        Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(1, deltas));
        foreach (int i in (int[])[0, 1, 4_999, 9_998, 9_999])
        {
            Assert.Equal(i + 1, await store.SumOfMinutesAsync(Series($"series-{i}")));
            Assert.Equal(i + 1, await store.SumOfHoursAsync(Series($"series-{i}")));
        }
    }

    /// <summary>Buckets of four centuries are distinct, including those before 1970.</summary>
    [Fact]
    public async Task BucketsOfFourCenturies()
    {
        DateTimeOffset[] starts = [
            .. Enumerable.Range(1900, 401).Select(year => new DateTimeOffset(year, 12, 31, 23, 59, 0, TimeSpan.Zero))
        ];
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, [.. starts.Select((start, i) => new SeriesDelta("orders", new SeriesBucket(start, i + 1, i)))]);

        Assert.Equal(starts, (await store.MinutesAsync()).Select(minute => minute.Start));
        Assert.Equal(starts.Select(start => start.AddMinutes(-59)), (await store.HoursAsync()).Select(hour => hour.Start));
        List<SeriesBucket> before = await store.ListAsync(new SeriesQuery(
            Series(), SeriesResolution.Minute, starts[10] + TimeSpan.FromTicks(1), starts[70]));
        Assert.Equal(Enumerable.Range(12, 59), before.Select(minute => (int)minute.Count));
    }

    /// <summary>Large counts, and values of any magnitude and sign, are returned unchanged.</summary>
    [Fact]
    public async Task NumbersComeBackUnchanged()
    {
        SeriesBucket[] buckets =
        [
            new(Noon, long.MaxValue, long.MaxValue - 1) { ScaledSum = 9_007_199_254_740_991, Min = double.Epsilon, Max = 1e300 },
            new(Noon.AddMinutes(60), 1, 0) { ScaledSum = -0.1, Min = -1e-300, Max = 1.0 / 3 },
            new(Noon.AddMinutes(120), 3, 2) { ScaledSum = double.MaxValue, Min = double.MinValue, Max = double.MaxValue },
        ];
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, [.. buckets.Select(bucket => new SeriesDelta("orders", bucket))]);
        AssertSame(buckets, await store.MinutesAsync());
        AssertSame(buckets, await store.HoursAsync());
    }

    /// <summary>Counts and sums that exceed their range stay at its limit, and the store remains usable.</summary>
    [Fact]
    public async Task NumbersStayWithinTheirRange()
    {
        SeriesDelta most = new("most", new SeriesBucket(Noon, long.MaxValue, long.MaxValue - 1)
        {
            ScaledSum = double.MaxValue,
            Min = 1,
            Max = 1,
        });
        SeriesDelta least = new("least", new SeriesBucket(Noon, long.MaxValue - 1, 0) { ScaledSum = double.MinValue, Min = -1, Max = -1 });
        ISeriesStore store = await StartAsync();
        for (int sequence = 1; sequence <= 3; sequence++)
        {
            Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(sequence, most, least, least));
        }

        Assert.Equal(AppendOutcome.Applied, await store.AppendAsync(4, most with
        {
            Bucket = new(Noon.AddMinutes(1), 1, 1)
            {
                ScaledSum = 1,
                Min = 1,
                Max = 1,
            }
        }));
        SeriesBucket full = new(Noon, long.MaxValue, long.MaxValue) { ScaledSum = double.MaxValue, Min = 1, Max = 1 };
        SeriesBucket empty = new(Noon, long.MaxValue, 0) { ScaledSum = double.MinValue, Min = -1, Max = -1 };
        AssertSame([full, new(Noon.AddMinutes(1), 1, 1) { ScaledSum = 1, Min = 1, Max = 1 }], await store.MinutesAsync(Series("most")));
        AssertSame([full], await store.HoursAsync(Series("most")));
        AssertSame([empty], await store.MinutesAsync(Series("least")));
        AssertSame([empty], await store.HoursAsync(Series("least")));
    }

    /// <summary>A delta adds to the tiers that it names and to no other, all in one batch.</summary>
    [Fact]
    public async Task ADeltaAddsToItsTiers()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(
            1,
            Events(3, 1),
            Events(3, 10) with { Tiers = SeriesTiers.Minute },
            Events(3, 100) with { Tiers = SeriesTiers.Hour },
            Values(70, 1, 2) with { Tiers = SeriesTiers.Hour },
            Values(200, 3) with { Tiers = SeriesTiers.Minute });

        AssertSame([Events(3, 11).Bucket, Values(200, 3).Bucket], await store.MinutesAsync(sketches: true));
        AssertSame([Events(0, 101).Bucket, Values(60, 1, 2).Bucket], await store.HoursAsync(sketches: true));
        Assert.Equal(AppendOutcome.Duplicate, await store.AppendAsync(1, Events(3, 10) with { Tiers = SeriesTiers.Minute }));
        Assert.Equal(1, await store.LastSequenceAsync());
    }

    /// <summary>Every series of a service that has a bucket is listed once, and no series of another namespace.</summary>
    [Fact]
    public async Task SeriesAreNamed()
    {
        ISeriesStore store = await StartAsync();
        ISeriesStore other = await StartAsync(Namespace + "-other");
        Assert.Empty(await store.ListSeriesAsync());
        await other.AppendAsync(1, Events(0, 1, series: "elsewhere"));
        string[] names = [.. Samples.Names, .. Enumerable.Range(0, 300).Select(i => $"series-{i}")];
        foreach (string service in Samples.Names)
        {
            await store.AppendAsync(
                new SeriesBatch(service, "p", 1, names.Select(name => Events(0, 0, series: name))), CancellationToken.None);
            await store.AppendAsync(new SeriesBatch(service, "p", 2, [Events(9, 1, series: names[0])]), CancellationToken.None);
        }

        IEnumerable<string> expected = Samples.Names.SelectMany(_ => names, (service, name) => $"{service}\n{name}");
        Together.AssertSameInAnyOrder(expected, (await store.ListSeriesAsync()).Select(id => $"{id.Service}\n{id.Name}"));
    }

    /// <summary>A series with only one tier is also listed.</summary>
    [Fact]
    public async Task ASeriesOfOneTierIsNamed()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(
            1, Events(0, 1), Events(0, 1, series: "minutes") with { Tiers = SeriesTiers.Minute },
            Events(0, 1, series: "hours") with { Tiers = SeriesTiers.Hour });
        Together.AssertSameInAnyOrder(["orders", "minutes", "hours"], (await store.ListSeriesAsync()).Select(id => id.Name));
    }

    /// <summary>Every producer is listed with its last sequence, also one that sent only an empty batch.</summary>
    [Fact]
    public async Task ProducersAreNamed()
    {
        ISeriesStore store = await StartAsync();
        ISeriesStore other = await StartAsync(Namespace + "-other");
        Assert.Empty(await store.ListProducersAsync());
        await other.AppendAsync(7, Events(0, 1));
        List<SeriesProducer> expected = [];
        foreach (string name in Samples.Names)
        {
            SeriesProducer[] producers = [new(name, "p", 3), new("shop", name, 1L << 40), new(name, name, 1)];
            foreach (SeriesProducer producer in producers)
            {
                await store.AppendAsync(
                    new SeriesBatch(producer.Service, producer.ProducerId, producer.LastSequence, []), CancellationToken.None);
                expected.Add(producer);
            }
        }

        expected[0] = expected[0] with { LastSequence = 9 };
        await store.AppendAsync(new SeriesBatch(expected[0].Service, expected[0].ProducerId, 9, [Events(0, 1)]), CancellationToken.None);
        await store.AppendAsync(new SeriesBatch(expected[0].Service, expected[0].ProducerId, 8, [Events(0, 1)]), CancellationToken.None);
        Together.AssertSameInAnyOrder(expected.Select(Text), (await store.ListProducersAsync()).Select(Text));

        static string Text(SeriesProducer producer) => $"{producer.Service}\n{producer.ProducerId}\n{producer.LastSequence}";
    }
}
