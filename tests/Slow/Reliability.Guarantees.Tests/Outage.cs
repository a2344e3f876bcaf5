using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>What became of the batches when a server died under load and came back.</summary>
/// <param name="Lost">The batches that were acknowledged and that the store does not hold afterwards.</param>
/// <param name="Before">The batches that the store holds, although they were sent before the end of the outage.</param>
internal sealed record Outage(IReadOnlyList<BatchLedger.Entry> Lost, IReadOnlyList<BatchLedger.Entry> Before)
{
    /// <summary>
    /// Kills the server while a fold has begun and a batch is on its way, brings it back, and asserts that it then holds whole batches, all
    /// up to the sequence that it remembers.
    /// </summary>
    public static async Task<Outage> OfAsync(Load load, ISeriesStore store, Func<Task> kill, Func<Task> restart)
    {
        await load.MoreBatchesAsync(20);
        await load.Ledger.NextFoldAsync();
        await load.Ledger.NextBatchAsync();
        Task failure = load.FailureAsync();
        await kill();
        await failure;
        await load.Ledger.CloseAsync();
        await restart();
        await ReachableAsync(store);
        long last = await store.ShouldHoldWholeBatchesAsync(load.Ledger);
        BatchLedger.Entry[] all = [.. load.Ledger.Entries];
        load.Ledger.Open();
        return new Outage([.. all.Where(e => e.IsAcknowledged && e.Batch.Sequence > last)], [.. all.Where(e => e.Batch.Sequence <= last)]);
    }

    /// <summary>Ends the load, and asserts that the store holds every batch once but for those that were lost.</summary>
    public async Task FinishAsync(Load load, ISeriesStore store)
    {
        await load.MoreBatchesAsync(20);
        await load.FinishAsync();
        await store.ShouldHoldAsync(load.Ledger.Entries.Except(Lost));
    }

    /// <summary>The server is there again; the store's connection may take a moment longer.</summary>
    private static async Task ReachableAsync(ISeriesStore store)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        while (true)
        {
            try
            {
                await store.GetLastSequenceAsync(Workload.Service, "anybody", patience.Token);
                return;
            }
            catch (StoreException e) when (e.IsTransient)
            {
                await pace.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
