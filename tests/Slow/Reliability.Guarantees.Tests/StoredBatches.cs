using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>Compares what a store holds with the batches that it was sent.</summary>
internal static class StoredBatches
{
    /// <summary>
    /// Asserts that a store holds exactly the batches up to the sequence that it remembers of their producer, and returns that
    /// sequence. Nobody may be writing.
    /// </summary>
    public static async Task<long> ShouldHoldWholeBatchesAsync(this ISeriesStore store, BatchLedger ledger)
    {
        long last = await store.GetLastSequenceAsync(Workload.Service, ledger.ProducerId, CancellationToken.None);
        await store.ShouldHoldAsync(ledger.Entries.Where(e => e.Batch.Sequence <= last));
        return last;
    }

    /// <summary>Asserts that a store holds these batches, to the bit, and nothing else.</summary>
    public static async Task ShouldHoldAsync(this ISeriesStore store, IEnumerable<BatchLedger.Entry> entries)
    {
        IReadOnlyList<string> expected = await Content.OfAsync(entries.Select(e => e.Batch));
        IReadOnlyList<string> actual = await Content.OfAsync(store);
        actual.Should().Equal(expected);
    }
}
