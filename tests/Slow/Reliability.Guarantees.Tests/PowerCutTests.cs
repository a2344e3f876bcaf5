using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>The machine of a SQLite file loses power: the end of the log never reached the disk.</summary>
[Trait("guarantee", "2")]
public sealed class PowerCutTests
{
    [Fact]
    public async Task SQLite_loses_at_most_the_last_batches_whole_and_with_their_sequences()
    {
        using var files = new Files();
        await using IReliabilityStore store = StoreAddress.Sqlite(files["shop.db"]).Open();
        await using var load = new Load(store.Series);
        await load.MoreBatchesAsync(30);
        await load.Ledger.CloseAsync();
        var random = new Random(1);
        long least = load.Ledger.Entries.Count;
        for (int cut = 0; cut < 20; cut++)
        {
            string name = $"cut{cut}.db";
            File.Copy(files["shop.db"], files[name]);
            File.Copy(files["shop.db-wal"], files[name + "-wal"]);
            using (FileStream log = File.OpenWrite(files[name + "-wal"]))
            {
                log.SetLength(log.Length - random.Next(100_000));
            }

            await using IReliabilityStore left = StoreAddress.Sqlite(files[name]).Open();
            least = Math.Min(least, await left.Series.ShouldHoldWholeBatchesAsync(load.Ledger));
        }

        least.Should().BeLessThan(load.Ledger.Entries.Count, "the cuts reach into the log");
    }
}
