using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>The process that records is killed.</summary>
[Collection("processes")]
public sealed class ProcessKilledTests
{
    private const long ImportedLines = 60_000;

    [Theory]
    [Trait("guarantee", "2")]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task Loses_at_most_what_was_recorded_since_the_last_flush_and_the_next_run_adds_what_it_records(string kind)
    {
        using var files = new Files();
        StoreAddress address = await Stores.NewAsync(kind, files);
        long stored = 0;
        for (int kill = 1; kill <= 3; kill++)
        {
            using ProcessRun run = await ProcessRun.RecordAsync(address, long.MaxValue);
            run.Go();
            await run.ReachAsync("flushed", kill * 20_000);
            IReadOnlyDictionary<string, long> last = await run.KillAsync();

            long total = await CountAsync(address);
            (total - stored).Should().BeInRange(last["flushed"], last["recording"]);
            stored = total;
        }

        using ProcessRun next = await ProcessRun.RecordAsync(address, 10_000);
        next.Go();
        await next.EndAsync();
        (await CountAsync(address)).Should().Be(stored + 10_000);
    }

    [Theory]
    [Trait("guarantee", "imports")]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task An_import_that_is_killed_while_it_folds_holds_what_it_would_hold_otherwise_to_the_bit(string kind)
    {
        using var files = new Files();
        StoreAddress address = await Stores.NewAsync(kind, files);
        for (int kill = 1; kill <= 4; kill++)
        {
            using ProcessRun run = await ProcessRun.ImportToBeKilledAsync(address, ImportedLines, "access.log", most: 10_000);
            run.Go();
            await run.ReachAsync("folding", 1);
            await run.KillAsync();
        }

        using (ProcessRun last = await ProcessRun.ImportAsync(address, ImportedLines, "access.log"))
        {
            last.Go();
            (await last.ReachAsync("resumed")).Should().BeInRange(1, ImportedLines - 1, "the import was killed on its way");
            await last.EndAsync();
        }

        await ShouldBeUninterruptedAsync(kind, address, files);
    }

    [Theory]
    [Trait("guarantee", "imports")]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task An_import_that_is_killed_anywhere_and_started_again_counts_each_line_once(string kind)
    {
        using var files = new Files();
        StoreAddress address = await Stores.NewAsync(kind, files);
        var random = new Random(kind.Length);
        long done = 0;
        for (int kill = 0; kill < 3; kill++)
        {
            // It goes on while it is being killed, and is somewhere in these lines when it dies.
            int least = random.Next(1, (int)ImportedLines / 10);
            using ProcessRun run = await ProcessRun.ImportToBeKilledAsync(address, ImportedLines, "access.log", most: least + 1_000);
            run.Go();
            long resumed = await run.ReachAsync("resumed");
            resumed.Should().BeGreaterThanOrEqualTo(done);
            done = await run.ReachAsync("checkpoint", resumed + least);
            await run.KillAsync();
        }

        using (ProcessRun last = await ProcessRun.ImportAsync(address, ImportedLines, "access.log"))
        {
            last.Go();
            (await last.ReachAsync("resumed")).Should().BeInRange(done, ImportedLines - 1, "the import was killed on its way");
            await last.EndAsync();
        }

        await ShouldBeUninterruptedAsync(kind, address, files);
    }

    /// <summary>Asserts that a store holds what one import leaves that nobody killed, and nothing else.</summary>
    private static async Task ShouldBeUninterruptedAsync(string kind, StoreAddress address, Files files)
    {
        StoreAddress uninterrupted = await Stores.NewAsync(kind, files);
        using ProcessRun once = await ProcessRun.ImportAsync(uninterrupted, ImportedLines, "access.log");
        once.Go();
        await once.EndAsync();
        (await CountAsync(address)).Should().Be(ImportedLines);
        (await ContentAsync(address)).Should().Equal(await ContentAsync(uninterrupted));
    }

    private static async Task<long> CountAsync(StoreAddress address)
    {
        await using IReliabilityStore store = address.Open();
        return await Content.CountAsync(store.Series);
    }

    private static async Task<IReadOnlyList<string>> ContentAsync(StoreAddress address)
    {
        await using IReliabilityStore store = address.Open();
        return await Content.OfAsync(store.Series);
    }
}
