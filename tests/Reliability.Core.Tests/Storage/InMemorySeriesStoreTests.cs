using Reliability.Storage;
using Reliability.Storage.InMemory;

namespace Reliability.Core.Tests.Storage;

public sealed class InMemorySeriesStoreTests
{
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
}
