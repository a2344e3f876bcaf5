using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>Many processes record the same objectives at once.</summary>
[Trait("guarantee", "7")]
[Collection("processes")]
public sealed class EightProcessesTests
{
    private const int Processes = 8;
    private const long Events = 40_000;

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    [InlineData("Redis Cluster")]
    public async Task Eight_processes_that_record_the_same_objectives_add_up_exactly(string kind)
    {
        using var files = new Files();
        StoreAddress address = await Stores.NewAsync(kind, files);
        ProcessRun[] runs = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => ProcessRun.RecordAsync(address, Events)));
        Array.ForEach(runs, run => run.Go());
        await Task.WhenAll(runs.Select(run => run.EndAsync()));
        Array.ForEach(runs, run => run.Dispose());

        await using IReliabilityStore store = address.Open();
        foreach (SeriesResolution tier in Enum.GetValues<SeriesResolution>())
        {
            SeriesBucket checkout = await Content.SumAsync(store.Series, Workload.Checkout, tier);
            SeriesBucket search = await Content.SumAsync(store.Series, Workload.Search, tier);
            (checkout.Count, checkout.Good).Should().Be((Processes * Events / 2, Processes * Events * 4 / 10));
            search.Count.Should().Be(Processes * Events / 2);
            search.Sketch!.Count.Should().Be(search.Count);
            search.ScaledSum.Should()
                .Be(Processes * 10_000 * Enumerable.Range(0, (int)Events).Where(n => n % 2 == 1).Sum(n => (double)(n % 997)));
        }
    }
}
