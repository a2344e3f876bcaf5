using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.DocumentScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The requirements of an <see cref="IDocumentStore"/>. Derive a public class from it and implement how the store is opened; the test
/// runner then finds the tests.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class DocumentStoreConformance<TStore> : DocumentBatchConformance<TStore>
    where TStore : class
{
    /// <summary>A document that was never written does not exist.</summary>
    [Fact]
    public async Task AnUnknownDocumentIsAbsent()
    {
        IDocumentStore store = await StartAsync();
        Assert.Null(await store.GetAsync());
        Assert.Equal(DeleteOutcome.NotFound, await store.DeleteAsync(Id(), ETag.New()));
        Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(DocumentWrite.Replace(Id(), ETag.New(), "1")));
        Assert.Null(await store.GetAsync());
        Assert.Empty(await store.ListAllAsync());
    }

    /// <summary>A document is created once; a second creation conflicts and changes nothing.</summary>
    [Fact]
    public async Task ACreationOfAnExistingDocumentConflicts()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite first = await store.StoreAsync(Create("1"));
        Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(Create("2")));
        Assert.Equal(first.Outcome(), await store.GetAsync());
        Assert.Equal([first.Outcome()], await store.ListAllAsync());
    }

    /// <summary>A replacement requires the current version; an outdated version conflicts and changes nothing.</summary>
    [Fact]
    public async Task AStaleVersionConflicts()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite first = await store.StoreAsync(Create("1"));
        DocumentWrite second = await store.StoreAsync(first.Then("2"));
        Assert.Equal(second.Outcome(), await store.GetAsync());

        Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(first.Then("3")));
        Assert.Equal(DeleteOutcome.Conflict, await store.DeleteAsync(first.Id, first.ETag));
        Assert.Equal(second.Outcome(), await store.GetAsync());
        DocumentWrite third = await store.StoreAsync(second.Then("3"));
        Assert.Equal([third.Outcome()], await store.ListAllAsync());
    }

    /// <summary>A repeated write is reported as stored, and has its effect once.</summary>
    [Fact]
    public async Task AWriteMayBeRepeated()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite create = await store.StoreAsync(Create("1"));
        await store.StoreAsync(create);
        DocumentWrite replace = await store.StoreAsync(create.Then("2"));
        await store.StoreAsync(replace);
        await store.StoreAsync(replace);
        Assert.Equal([replace.Outcome()], await store.ListAllAsync());
    }

    /// <summary>A write that is repeated after a later write does not undo the later one.</summary>
    [Fact]
    public async Task ALateRepetitionConflicts()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite first = await store.StoreAsync(Create("1"));
        DocumentWrite second = await store.StoreAsync(first.Then("2"));
        DocumentWrite third = await store.StoreAsync(second.Then("3"));
        Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(first));
        Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(second));
        Assert.Equal(third.Outcome(), await store.GetAsync());
    }

    /// <summary>A deletion requires the current version, and succeeds once.</summary>
    [Fact]
    public async Task ADeletionIsOverOnce()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite write = await store.StoreAsync(Create("1"));
        DocumentWrite other = await store.StoreAsync(Create("2", "2"));
        Assert.Equal(DeleteOutcome.Conflict, await store.DeleteAsync(write.Id, other.ETag));
        Assert.Equal(write.Outcome(), await store.GetAsync());

        Assert.Equal(DeleteOutcome.Deleted, await store.DeleteAsync(write.Id, write.ETag));
        Assert.Equal(DeleteOutcome.NotFound, await store.DeleteAsync(write.Id, write.ETag));
        Assert.Null(await store.GetAsync());
        Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(write.Then("3")));
        Assert.Equal([other.Outcome()], await store.ListAllAsync());
    }

    /// <summary>A document that is created again has nothing in common with the deleted one.</summary>
    [Fact]
    public async Task AVersionNeverComesBack()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite old = await store.StoreAsync(Create("1"));
        await store.DeleteAsync(old.Id, old.ETag);
        DocumentWrite again = await store.StoreAsync(Create("1"));

        Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(old));
        Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(old.Then("2")));
        Assert.Equal(DeleteOutcome.Conflict, await store.DeleteAsync(old.Id, old.ETag));
        Assert.Equal(again.Outcome(), await store.GetAsync());
    }

    /// <summary>A hundred writers in two processes increment one document and retry after a conflict; no increment is lost.</summary>
    [Fact]
    public async Task RacingWritersLoseNothing()
    {
        const int Writers = 100;
        IDocumentStore[] stores = [await StartAsync(), await StartAsync()];
        await stores[0].StoreAsync(Create("0"));
        await Together.RunAsync(Writers, async writer =>
        {
            IDocumentStore store = stores[writer % 2];
            WriteOutcome outcome;
            do
            {
                Document seen = (await store.GetAsync())!;
                int next = int.Parse(seen.Json, provider: null) + 1;
                outcome = await store.PutAsync(DocumentWrite.Replace(seen.Id, seen.ETag, $"{next}"));
            }
            while (outcome == WriteOutcome.Conflict);
        });

        Assert.Equal($"{Writers}", (await stores[0].GetAsync())?.Json);
        Assert.Equal($"{Writers}", (await stores[1].GetAsync())?.Json);
    }

    /// <summary>If several calls create, replace or delete one version concurrently, one succeeds.</summary>
    [Fact]
    public async Task ARaceHasOneWinner()
    {
        IDocumentStore[] stores = [await StartAsync(), await StartAsync()];
        for (int round = 0; round < 20; round++)
        {
            DocumentWrite created = await RaceAsync(_ => Create("1", $"{round}"));
            DocumentWrite replaced = await RaceAsync(_ => created.Then("2"));
            DeleteOutcome[] deletions = await Together.RunAsync(6, client => stores[client % 2].DeleteAsync(replaced.Id, replaced.ETag));
            Assert.Single(deletions, outcome => outcome == DeleteOutcome.Deleted);
            Assert.Equal(5, deletions.Count(outcome => outcome == DeleteOutcome.NotFound));
        }

        async Task<DocumentWrite> RaceAsync(Func<int, DocumentWrite> write)
        {
            DocumentWrite[] writes = [.. Enumerable.Range(0, 6).Select(write)];
            WriteOutcome[] outcomes = await Together.RunAsync(writes.Length, client => stores[client % 2].PutAsync(writes[client]));
            Assert.Single(outcomes, outcome => outcome == WriteOutcome.Stored);
            DocumentWrite winner = writes[Array.IndexOf(outcomes, WriteOutcome.Stored)];
            Assert.Equal(winner.Outcome(), await stores[0].GetAsync(winner.Id));
            Assert.Equal(winner.Outcome(), await stores[1].GetAsync(winner.Id));
            return winner;
        }
    }

    /// <summary>If the same write is sent twice concurrently, both calls report it as stored.</summary>
    [Fact]
    public async Task ARaceOfRepetitionsIsStored()
    {
        IDocumentStore[] stores = [await StartAsync(), await StartAsync()];
        for (int round = 0; round < 20; round++)
        {
            DocumentWrite write = Create("1", $"{round}");
            Assert.All(
                await Together.RunAsync(4, client => stores[client % 2].PutAsync(write)),
                outcome => Assert.Equal(WriteOutcome.Stored, outcome));
        }

        Assert.Equal(20, (await stores[0].ListAllAsync()).Count);
    }

    /// <summary>After a write or a deletion is acknowledged, every other process sees it.</summary>
    [Fact]
    public async Task AnAcknowledgedWriteIsVisible()
    {
        IDocumentStore one = await StartAsync();
        IDocumentStore two = await StartAsync();
        DocumentWrite write = await one.StoreAsync(Create("0"));
        for (int i = 1; i <= 100; i++)
        {
            write = await (i % 2 == 0 ? one : two).StoreAsync(write.Then($"{i}"));
            IDocumentStore other = i % 2 == 0 ? two : one;
            Assert.Equal(write.Outcome(), await other.GetAsync());
            Assert.Equal([write.Outcome()], (await other.PageAsync()).Documents);
        }

        await one.DeleteAsync(write.Id, write.ETag);
        Assert.Null(await two.GetAsync());
        Assert.Empty((await two.PageAsync()).Documents);
    }

    /// <summary>A page is a snapshot: it does not contain a later write without an earlier one.</summary>
    [Fact]
    public async Task APageIsOfOneMoment()
    {
        IDocumentStore writer = await StartAsync();
        IDocumentStore reader = await StartAsync();
        DocumentWrite[] last = [await writer.StoreAsync(Create("0", "z")), await writer.StoreAsync(Create("0", "a"))];
        await writer.FillAsync([.. Enumerable.Range(0, 50).Select(i => $"m{i:00}")]);
        Task writing = Task.Run(async () =>
        {
            for (int i = 1; i <= 200; i++)
            {
                last[0] = await writer.StoreAsync(last[0].Then($"{i}"));
                last[1] = await writer.StoreAsync(last[1].Then($"{i}"));
            }
        });

        bool isLast;
        do
        {
            isLast = writing.IsCompleted;
            IReadOnlyList<Document> page = (await reader.PageAsync()).Documents;
            int first = int.Parse(page[^1].Json, provider: null);
            int second = int.Parse(page[0].Json, provider: null);
            Assert.True(
                first == second || first == second + 1,
                $"A page shows the first document at {first} and the second, written after it, at {second}.");
        }
        while (!isLast);

        await writing;
    }

    /// <summary>A restart keeps documents and versions.</summary>
    [Fact]
    public async Task ARestartKeepsDocuments()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite kept = await store.StoreAsync(Create("""{"a":1}"""));
        DocumentWrite deleted = await store.StoreAsync(Create("2", "2"));
        await store.DeleteAsync(deleted.Id, deleted.ETag);
        store = await RestartAsync(store);

        Assert.Equal([kept.Outcome()], await store.ListAllAsync());
        Assert.Equal(kept.Outcome(), await store.GetAsync());
        Assert.Null(await store.GetAsync(deleted.Id));
        await store.StoreAsync(kept);
        await store.StoreAsync(kept.Then("3"));
        Assert.Equal([new CollectionId(Service, Collection)], await store.CollectionsAsync());
    }

    /// <summary>Namespaces share no data.</summary>
    [Fact]
    public async Task NamespacesShareNothing()
    {
        IDocumentStore one = await StartAsync(Namespace + "-one");
        IDocumentStore two = await StartAsync(Namespace + "-two");
        DocumentWrite write = await one.StoreAsync(Create("1"));
        Assert.Null(await two.GetAsync());
        Assert.Empty(await two.ListAllAsync());
        Assert.Empty(await two.CollectionsAsync());
        Assert.Equal(DeleteOutcome.NotFound, await two.DeleteAsync(write.Id, write.ETag));

        DocumentWrite other = await two.StoreAsync(Create("2"));
        await two.DeleteAsync(other.Id, other.ETag);
        Assert.Equal(write.Outcome(), await one.GetAsync());
    }

    /// <summary>A call that is canceled before it begins throws an exception and has no effect.</summary>
    [Fact]
    public async Task ACancelledCallDoesNothing()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite write = await store.StoreAsync(Create("1"));
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.InitializeAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.GetAsync(Id(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.PutAsync(write.Then("2"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.PutAsync(Create("2", "2"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.DeleteAsync(write.Id, write.ETag, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.ListAsync(new DocumentQuery(new CollectionId(Service, Collection)), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListCollectionsAsync(cancelled).ToListAsync());
        Assert.Equal([write.Outcome()], await store.ListAllAsync());
    }

    /// <summary>A write that is canceled in progress has its full effect or none, and sending it again completes it.</summary>
    [Fact]
    public async Task ACancellationIsAllOrNothing()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite last = await store.StoreAsync(Create("0"));
        for (int i = 1; i <= 30; i++)
        {
            DocumentWrite write = last.Then($"[{i},\"{new string('x', 5_000)}\"]");
            await Together.CancelUnderWayAsync(async token => await store.PutAsync(write, token));
            Assert.Contains(await store.GetAsync(), (Document[])[last.Outcome(), write.Outcome()]);
            await store.StoreAsync(write);
            Assert.Equal(write.Outcome(), await store.GetAsync());
            last = write;
        }

        await Together.CancelUnderWayAsync(async token => await store.DeleteAsync(last.Id, last.ETag, token));
        await store.DeleteAsync(last.Id, last.ETag);
        Assert.Empty(await store.ListAllAsync());
    }

    /// <summary>Initialization can be repeated, and can run concurrently in several processes.</summary>
    [Fact]
    public async Task InitialisingMayBeRepeated()
    {
        IDocumentStore[] stores = [await StartAsync(), await StartAsync(), await StartAsync()];
        await Together.RunAsync(stores.Length, async client => await stores[client].InitializeAsync(CancellationToken.None));
        DocumentWrite write = await stores[0].StoreAsync(Create("1"));
        await stores[1].InitializeAsync(CancellationToken.None);
        Assert.Equal(write.Outcome(), await stores[2].GetAsync());
    }
}
