using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Storage.InMemory;

namespace Reliability.Core.Tests.Storage;

public sealed class InMemorySeriesStoreTests : SeriesStoreConformance<InMemorySeriesStore>
{
    private readonly Dictionary<string, InMemorySeriesStore> _stores = new(StringComparer.Ordinal);

    [Fact]
    public void Every_store_of_the_assembly_goes_through_its_suites() =>
        SuiteCompleteness.Verify(typeof(InMemorySeriesStore).Assembly, typeof(InMemorySeriesStoreTests).Assembly);

    [Fact]
    public void A_store_without_a_suite_is_named()
    {
        IReadOnlyList<string> missing = SuiteCompleteness.Missing(typeof(InMemorySeriesStore).Assembly, typeof(SeriesBatch).Assembly);

        missing.Should().Equal(
            "Reliability.Storage.InMemory.InMemorySeriesStore is an ISeriesStore, but no public class in Reliability.Core "
            + "derives from SeriesStoreConformance<InMemorySeriesStore>.");
    }

    [Fact]
    public async Task A_producer_is_forgotten_with_its_last_hour()
    {
        var store = new InMemorySeriesStore();
        DateTimeOffset start = new(2026, 1, 1, 10, 59, 0, TimeSpan.Zero);
        await store.AppendAsync(new SeriesBatch("s", "p", 7, [new("a", new SeriesBucket(start, 1, 1))]), default);
        DateTimeOffset hourEnds = start.AddMinutes(1) + SeriesRetention.Default.Hours;

        await store.TrimAsync(SeriesRetention.Default, hourEnds.AddTicks(-1), default);
        (await store.GetLastSequenceAsync("s", "p", default)).Should().Be(7);
        await store.TrimAsync(SeriesRetention.Default, hourEnds, default);
        (await store.GetLastSequenceAsync("s", "p", default)).Should().Be(0);
    }

    protected override ValueTask<InMemorySeriesStore> OpenAsync(string storeNamespace)
    {
        if (!_stores.TryGetValue(storeNamespace, out InMemorySeriesStore? store))
        {
            _stores.Add(storeNamespace, store = new InMemorySeriesStore());
        }

        return new(store);
    }
}
