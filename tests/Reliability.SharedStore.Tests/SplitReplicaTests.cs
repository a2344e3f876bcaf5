using Reliability.Recording;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.SharedStore.Tests;

/// <summary>Replicas that share a store tell the same values of a split metric apart, in every store.</summary>
public sealed class SplitReplicaTests
{
    private static readonly MetricDefinition Metric =
        MetricDefinition.Create("checkout.latency", m => m.Unit("s").SplitBy("region").ForService("shop"));

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Replicas_that_see_different_values_at_once_agree_on_twenty_and_count_each_event_once(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        List<ReliabilityRecorder> replicas = [];
        for (int i = 0; i < 5; i++)
        {
            replicas.Add(await StartAsync(data));
        }

        await Task.WhenAll(replicas.Select((recorder, i) => Task.Run(async () =>
        {
            for (int value = 0; value < 10; value++)
            {
                recorder.Metric(Metric.Name).Record(0.3, $"region-{(7 * i) + value:00}");
                await recorder.FlushAsync();
            }

            await recorder.StopAsync();
        })));

        IReliabilityStore store = await data.OpenAsync();
        IReadOnlyList<string> values = await ValuesAsync(store);
        values.Should().HaveCount(21).And.OnlyHaveUniqueItems().And.EndWith("other");
        Dictionary<string, long> counts = await CountsAsync(store);
        counts.Keys.Should().BeEquivalentTo(values);
        counts.Values.Sum().Should().Be(50);

        // A replica that starts later, and one that restarts, find the same.
        ReliabilityRecorder later = await StartAsync(data);
        later.Metric(Metric.Name).Record(0.3, "a value that is new");
        later.Metric(Metric.Name).Record(0.3, values[3]);
        await later.StopAsync();
        (await ValuesAsync(store)).Should().Equal(values);
        Dictionary<string, long> after = await CountsAsync(store);
        after["other"].Should().Be(counts["other"] + 1);
        after[values[3]].Should().Be(counts[values[3]] + 1);
    }

    private static async Task<ReliabilityRecorder> StartAsync(SharedStore data)
    {
        IReliabilityStore store = await data.OpenAsync();
        return new ReliabilityRecorder(store.Series, [Metric.Series]) { Documents = store.Documents };
    }

    private static ValueTask<IReadOnlyList<string>> ValuesAsync(IReliabilityStore store) =>
        new MetricTrends(store.Series, [Metric], []) { Documents = store.Documents }.GetValuesAsync(Metric.Name);

    /// <summary>Returns the number of events in the series of each value.</summary>
    private static async Task<Dictionary<string, long>> CountsAsync(IReliabilityStore store)
    {
        Dictionary<string, long> counts = [];
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        const string Start = "checkout.latency (metric) (value:region=";
        await foreach (SeriesId id in store.Series.ListSeriesAsync(CancellationToken.None))
        {
            if (id.Service == "shop" && id.Name.StartsWith(Start, StringComparison.Ordinal))
            {
                DateTimeOffset from = SeriesResolution.Minute.StartOf(now.AddHours(-1));
                var query = new SeriesQuery(id, SeriesResolution.Minute, from, now.AddMinutes(2));
                SeriesSummary sum = (await store.Series.SummarizeAsync([query], CancellationToken.None))[0];
                counts[id.Name[Start.Length..^1]] = sum.Total.Count;
            }
        }

        return counts;
    }
}
