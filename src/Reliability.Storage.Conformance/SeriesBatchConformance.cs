using System.Runtime.InteropServices;
using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.SeriesScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="SeriesStoreConformance{TStore}"/> for calls with many queries. Derive from that class, not from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class SeriesBatchConformance<TStore> : SeriesFoldConformance<TStore>
    where TStore : class
{
    /// <summary>An empty list is valid and has no results. A list with null is rejected.</summary>
    [Fact]
    public async Task AnEmptyListIsValid()
    {
        ISeriesStore store = await StartAsync();
        Assert.Empty(await store.ReadAsync([], CancellationToken.None));
        Assert.Empty(await store.SummarizeAsync([], CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ReadAsync([null!], CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.SummarizeAsync([null!], CancellationToken.None));
    }

    /// <summary>
    /// Results are in the order of the queries, regardless of services, series and tiers, also for a query that occurs twice or finds
    /// nothing, and they are those of a single read.
    /// </summary>
    [Fact]
    public async Task AnswersHaveTheOrderOfTheQueries()
    {
        ISeriesStore store = await StartAsync();
        List<SeriesQuery> queries = await WriteAndAskAsync(store);
        IReadOnlyList<IReadOnlyList<SeriesBucket>> answers = await store.ReadAsync(queries, CancellationToken.None);
        Assert.Equal(queries.Count, answers.Count);
        for (int i = 0; i < queries.Count; i++)
        {
            AssertSame(await store.ListAsync(queries[i]), answers[i]);
        }

        queries.Reverse();
        IReadOnlyList<IReadOnlyList<SeriesBucket>> reversed = await store.ReadAsync(queries, CancellationToken.None);
        AssertSame(answers.SelectMany(buckets => buckets), reversed.Reverse().SelectMany(buckets => buckets));
    }

    /// <summary>A summary is the sum of the buckets that a read returns, with their number and the start of the newest.</summary>
    [Fact]
    public async Task SummariesAreThoseOfTheBuckets()
    {
        ISeriesStore store = await StartAsync();
        List<SeriesQuery> queries = await WriteAndAskAsync(store);
        IReadOnlyList<SeriesSummary> answers = await store.SummarizeAsync(queries, CancellationToken.None);
        Assert.Equal(queries.Count, answers.Count);
        for (int i = 0; i < queries.Count; i++)
        {
            List<SeriesBucket> buckets = await store.ListAsync(queries[i]);
            SeriesSummary expected = SeriesSummary.Of(CollectionsMarshal.AsSpan(buckets));
            Assert.Equal((expected.BucketCount, expected.Newest), (answers[i].BucketCount, answers[i].Newest));
            AssertSame([expected.Total], [answers[i].Total]);
        }

        Assert.Contains(answers, answer => answer.BucketCount == 0);
        Assert.Contains(answers, answer => answer.BucketCount > 1 && answer.Total.Sketch is not null);
    }

    /// <summary>Summaries of numbers at the limits of their range stay within it.</summary>
    [Fact]
    public async Task SummariesStayWithinTheirRange()
    {
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(
            1,
            new("most", new SeriesBucket(Noon, long.MaxValue, long.MaxValue - 1) { ScaledSum = double.MaxValue, Min = 1, Max = 1 }),
            new("most", new SeriesBucket(Noon.AddMinutes(1), long.MaxValue, 5) { ScaledSum = double.MaxValue, Min = -1, Max = 7 }),
            new("least", new SeriesBucket(Noon, 1L << 62, 0) { ScaledSum = double.MinValue, Min = -1, Max = -1 }),
            new("least", new SeriesBucket(Noon.AddMinutes(1), 1L << 62, 0) { ScaledSum = double.MinValue, Min = -2, Max = 0 }),
            new("nothing", new SeriesBucket(Noon, 0, 0)));
        IReadOnlyList<SeriesSummary> answers = await store.SummarizeAsync(
            [All(Series("most")), All(Series("least")), All(Series("nothing"))], CancellationToken.None);
        AssertSame(
            [
                new SeriesBucket(Noon, long.MaxValue, long.MaxValue) { ScaledSum = double.MaxValue, Min = -1, Max = 7 },
                new SeriesBucket(Noon, long.MaxValue, 0) { ScaledSum = double.MinValue, Min = -2, Max = 0 },
                new SeriesBucket(Noon, 0, 0),
            ],
            answers.Select(answer => answer.Total));
        Assert.Equal([2L, 2L, 1L], answers.Select(answer => answer.BucketCount));
    }

    /// <summary>A call may have a hundred thousand queries.</summary>
    [Fact]
    public async Task AHundredThousandQueriesFitOneCall()
    {
        const int Series = 2_000;
        const int Queries = 100_000;
        ISeriesStore store = await StartAsync();
        await store.AppendAsync(1, [.. Enumerable.Range(0, Series).Select(i => Events(i % 60, i + 1, series: $"series-{i}"))]);
        SeriesQuery[] queries =
        [
            .. Enumerable.Range(0, Queries).Select(i => new SeriesQuery(
                SeriesScript.Series($"series-{i % Series}"), SeriesResolution.Minute, Noon.AddMinutes(i % 60), Noon.AddHours(1))),
        ];
        IReadOnlyList<SeriesSummary> summaries = await store.SummarizeAsync(queries, CancellationToken.None);
        IReadOnlyList<IReadOnlyList<SeriesBucket>> buckets = await store.ReadAsync(queries, CancellationToken.None);
        IEnumerable<long> expected = Enumerable.Range(0, Queries).Select(i => i % Series % 60 >= i % 60 ? (i % Series) + 1L : 0);
        Assert.Equal(expected, summaries.Select(one => one.Total.Count));
        Assert.Equal(expected, buckets.Select(one => one.Sum(bucket => bucket.Count)));
    }

    /// <summary>A reader of many ranges sees, within each of them, a batch completely or not at all.</summary>
    [Fact]
    public async Task ManyRangesNeverShowHalfABatch()
    {
        const int Batches = 60;
        ISeriesStore writer = await StartAsync();
        ISeriesStore reader = await StartAsync();
        int[] minutes = [-1500, -90, -1, 0, 59, 60, 3000];
        SeriesDelta[] deltas = [.. minutes.Select(minute => Events(minute, 1)), Values(5, 1) with { Series = "values" }];
        await writer.AppendAsync(1, deltas);
        Task writing = Task.Run(async () =>
        {
            for (int sequence = 2; sequence <= Batches; sequence++)
            {
                await writer.AppendAsync(sequence, deltas);
            }
        });

        SeriesQuery[] queries =
        [
            All(Series()), All(Series(), SeriesResolution.Hour),
            All(Series("values")) with { IncludeSketches = true }, new(Series(), SeriesResolution.Minute, Noon, Noon.AddHours(1)),
        ];
        bool isLast;
        do
        {
            isLast = writing.IsCompleted;
            IReadOnlyList<IReadOnlyList<SeriesBucket>> buckets = await reader.ReadAsync(queries, CancellationToken.None);
            Assert.Equal(minutes.Length, buckets[0].Count);
            Assert.All([buckets[0], buckets[3]], range => Assert.Single(range.Select(bucket => bucket.Count).Distinct()));
            Assert.Equal(Assert.Single(buckets[2]).Count, buckets[2][0].Sketch!.Count);

            IReadOnlyList<SeriesSummary> summaries = await reader.SummarizeAsync(queries, CancellationToken.None);
            Assert.Equal(0, summaries[0].Total.Count % minutes.Length);
            Assert.Equal(0, summaries[1].Total.Count % minutes.Length);
            Assert.Equal(summaries[2].Total.Count, summaries[2].Total.Sketch!.Count);
            Assert.Equal(0, summaries[3].Total.Count % 2);
        }
        while (!isLast);

        await writing;
    }

    private static SeriesQuery All(SeriesId series, SeriesResolution resolution = SeriesResolution.Minute) =>
        new(series, resolution, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Stores some series of some services, and returns queries for them in no particular order.</summary>
    private static async Task<List<SeriesQuery>> WriteAndAskAsync(ISeriesStore store)
    {
        List<SeriesQuery> queries = [];
        string[] services = [Service, "Shop", "a:b", "a"];
        for (int i = 0; i < services.Length; i++)
        {
            await store.AppendAsync(services[i], 1,
            [
                .. Enumerable.Range(0, 40).Select(n => Values((n * 37) - 400, n, i, -n)),
                Events(3, 1), Events(70, 0), Events(71, 0, series: "quiet"), Events(400, 9, 4, "b:c"), Events(90_000, 2, series: "later"),
            ]);
            foreach (string name in (string[])["later", "orders", "b:c", "nothing", "quiet", "orders"])
            {
                SeriesId series = Series(name, services[^(i + 1)]);
                queries.Add(new(series, SeriesResolution.Minute, Noon, Noon.AddMinutes(60)));
                queries.Add(All(series, SeriesResolution.Hour) with { IncludeSketches = i % 2 == 0 });
                queries.Add(new(series, SeriesResolution.Minute, Noon.AddDays(-2), Noon.AddDays(2)) { IncludeSketches = true });
                queries.Add(new(series, SeriesResolution.Minute, Noon.AddDays(-2), Noon.AddDays(2)));
                queries.Add(new(series, SeriesResolution.Hour, Noon.AddTicks(-1), Noon.AddTicks(1)));
                queries.Add(new(series, SeriesResolution.Minute, Noon, Noon));
            }
        }

        return queries;
    }
}
