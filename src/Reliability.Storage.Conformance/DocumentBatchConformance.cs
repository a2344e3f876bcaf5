using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.DocumentScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="DocumentStoreConformance{TStore}"/> for services and for calls with many documents. Derive from that class, not
/// from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class DocumentBatchConformance<TStore> : DocumentContentConformance<TStore>
    where TStore : class
{
    /// <summary>
    /// Services share no data: the same collection and id is a different document, and a list contains documents of one service.
    /// </summary>
    [Fact]
    public async Task ServicesShareNothing()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite one = await store.StoreAsync(Create("1"));
        Assert.Null(await store.GetAsync(Id(service: "Shop")));
        Assert.Equal(DeleteOutcome.NotFound, await store.DeleteAsync(Id(service: "Shop"), one.ETag));
        Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(DocumentWrite.Replace(Id(service: "Shop"), one.ETag, "2")));
        Assert.Empty((await store.ListAsync(new DocumentQuery(new CollectionId("Shop", Collection)), CancellationToken.None)).Documents);

        DocumentWrite two = await store.StoreAsync(Create("2", service: "Shop"));
        Assert.Equal([one.Outcome()], await store.ListAllAsync());
        Together.AssertSameInAnyOrder([Text(one.Id.Collection), Text(two.Id.Collection)], (await store.CollectionsAsync()).Select(Text));
        Assert.Equal(DeleteOutcome.Deleted, await store.DeleteAsync(one.Id, one.ETag));
        Assert.Equal(two.Outcome(), await store.GetAsync(two.Id));
    }

    /// <summary>Services are compared byte by byte: no case folding, trimming, normalization, quoting or formatting.</summary>
    [Fact]
    public async Task ServicesAreOpaque()
    {
        string[] names = Samples.Names;
        IDocumentStore store = await StartAsync();
        DocumentWrite[] writes = [.. names.Select((name, i) => Create($"{i}", service: name))];
        Assert.All(await PutAsync(store, writes), outcome => Assert.Equal(WriteOutcome.Stored, outcome));

        Assert.Equal(writes.Select(write => write.Outcome()), await GetAsync(store, writes.Select(write => write.Id)));
        Together.AssertSameInAnyOrder(names.Select(name => Text(new(name, Collection))), (await store.CollectionsAsync()).Select(Text));
        foreach (DocumentWrite write in writes)
        {
            DocumentPage page = await store.ListAsync(new DocumentQuery(write.Id.Collection), CancellationToken.None);
            Assert.Equal([write.Outcome()], page.Documents);
        }
    }

    /// <summary>
    /// Service, collection and id are separate fields: moving a character from one to the next identifies a different document.
    /// </summary>
    [Fact]
    public async Task ServiceAndCollectionDoNotRunTogether()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite[] writes = [
            .. FieldsThatRunTogether().Select((fields, i) => Create($"{i}", fields.Id, fields.Collection, fields.Service))
        ];
        Assert.All(await PutAsync(store, writes), outcome => Assert.Equal(WriteOutcome.Stored, outcome));
        Assert.Equal(writes.Select(write => write.Outcome()), await GetAsync(store, writes.Select(write => write.Id)));
        IEnumerable<string> collections = writes.Select(write => Text(write.Id.Collection)).Distinct(StringComparer.Ordinal);
        Together.AssertSameInAnyOrder(collections, (await store.CollectionsAsync()).Select(Text));

        static IEnumerable<(string Service, string Collection, string Id)> FieldsThatRunTogether()
        {
            foreach (string between in (string[])[":", "/", "|", "%", "{", "}", " ", ".", "\\", "'", "\"", "\u200d"])
            {
                yield return ($"a{between}b", "c", "d");
                yield return ("a", $"b{between}c", "d");
                yield return ("a", "b", $"c{between}d");
                yield return ($"a{between}", "b", "d");
                yield return ("a", $"{between}b", "d");
            }
        }
    }

    /// <summary>An empty list is valid and has no results.</summary>
    [Fact]
    public async Task AnEmptyListIsValid()
    {
        IDocumentStore store = await StartAsync();
        Assert.Empty(await GetAsync(store, []));
        Assert.Empty(await PutAsync(store, []));
        Assert.Empty(await store.CollectionsAsync());
    }

    /// <summary>
    /// Results are in the order of the list, regardless of the services, also for a document that occurs twice or does not exist.
    /// </summary>
    [Fact]
    public async Task AnswersHaveTheOrderOfTheList()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite[] writes =
        [
            Create("1", "z"), Create("2", "a"), Create("3", "m", "other"), Create("4", "a", service: "Shop"),
            Create("5", "b", service: "a"),
        ];
        Assert.Equal(Enumerable.Repeat(WriteOutcome.Stored, writes.Length), await PutAsync(store, writes));

        DocumentId[] ids =
        [
            Id("nothing"), Id("a"), Id("z"), Id("a"), Id("a", service: "Shop"), Id("a", "nothing"), Id("m", "other"), Id("b", service: "a"),
            Id("z"),
        ];
        Document?[] expected = [.. ids.Select(id => writes.FirstOrDefault(write => write.Id == id)?.Outcome())];
        Assert.Equal(expected, await GetAsync(store, ids));
        Assert.Equal(Enumerable.Reverse(expected), await GetAsync(store, Enumerable.Reverse(ids)));
    }

    /// <summary>Each write is processed independently: a conflict does not prevent other writes from being stored.</summary>
    [Fact]
    public async Task EachWriteIsDecidedForItself()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite first = await store.StoreAsync(Create("1", "present"));
        DocumentWrite changed = await store.StoreAsync(Create("1", "changed"));
        DocumentWrite newer = await store.StoreAsync(changed.Then("2"));
        DocumentWrite replacing = first.Then("2");
        DocumentWrite created = Create("1", "new");
        DocumentWrite elsewhere = Create("1", "present", service: "Shop");
        DocumentWrite[] writes =
        [
            Create("9", "present"), created, changed.Then("9"), replacing, newer, DocumentWrite.Replace(Id("absent"), ETag.New(), "9"),
            elsewhere,
        ];
        WriteOutcome[] expected =
        [
            WriteOutcome.Conflict, WriteOutcome.Stored, WriteOutcome.Conflict, WriteOutcome.Stored,
            WriteOutcome.Stored, WriteOutcome.Conflict, WriteOutcome.Stored,
        ];
        Assert.Equal(expected, await PutAsync(store, writes));
        Assert.Equal(expected, await PutAsync(store, writes));
        Assert.Equal(
            [replacing.Outcome(), newer.Outcome(), created.Outcome(), elsewhere.Outcome(), null],
            await GetAsync(store, [first.Id, newer.Id, created.Id, elsewhere.Id, Id("absent")]));
    }

    /// <summary>Writes of one document are applied in their order: each sees the result of the previous one.</summary>
    [Fact]
    public async Task WritesOfOneDocumentAreAppliedInOrder()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite create = Create("1");
        DocumentWrite second = create.Then("2");
        DocumentWrite third = second.Then("3");
        DocumentWrite other = Create("1", "other");
        DocumentWrite[] writes = [second, create, create, Create("9"), other, second, create, second, third];
        WriteOutcome[] expected =
        [
            WriteOutcome.Conflict, WriteOutcome.Stored, WriteOutcome.Stored, WriteOutcome.Conflict, WriteOutcome.Stored,
            WriteOutcome.Stored, WriteOutcome.Conflict, WriteOutcome.Stored, WriteOutcome.Stored,
        ];
        Assert.Equal(expected, await PutAsync(store, writes));
        Assert.Equal([third.Outcome(), other.Outcome()], await store.ListAllAsync());
    }

    /// <summary>One call accepts a thousand documents, and a thousand writes of the same document.</summary>
    [Fact]
    public async Task AThousandDocumentsFitOneCall()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite[] creates = [
            .. Enumerable.Range(0, 1_000).Select(i => Create($"{i}", $"{i * 7919 % 1_000:0000}", $"c{i % 3}", $"s{i % 5}"))
        ];
        Assert.Equal(Enumerable.Repeat(WriteOutcome.Stored, 1_000), await PutAsync(store, creates));
        Assert.Equal(creates.Select(write => write.Outcome()), await GetAsync(store, creates.Select(write => write.Id)));

        DocumentWrite[] mixed = [.. creates.Select((write, i) => i % 3 == 0 ? DocumentWrite.Create(write.Id, "9") : write.Then($"[{i}]"))];
        Assert.Equal(mixed.Select((_, i) => i % 3 == 0 ? WriteOutcome.Conflict : WriteOutcome.Stored), await PutAsync(store, mixed));
        Assert.Equal(
            mixed.Select((write, i) => (i % 3 == 0 ? creates[i] : write).Outcome()),
            await GetAsync(store, creates.Select(write => write.Id)));

        DocumentWrite[] chain = new DocumentWrite[1_000];
        chain[0] = Create("0", "chain");
        for (int i = 1; i < chain.Length; i++)
        {
            chain[i] = chain[i - 1].Then($"{i}");
        }

        Assert.Equal(Enumerable.Repeat(WriteOutcome.Stored, 1_000), await PutAsync(store, chain));
        Assert.Equal(Enumerable.Repeat(chain[^1].Outcome(), 1_000), await GetAsync(store, Enumerable.Repeat(chain[0].Id, 1_000)));
    }

    /// <summary>Large documents can be read and written in one call.</summary>
    [Fact]
    public async Task LargeDocumentsFitOneCall()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite[] writes = [
            .. Enumerable.Range(0, 12).Select(i => Create(Samples.MaxJson[i % Samples.MaxJson.Length], $"{i}"))
        ];
        Assert.All(await PutAsync(store, writes), outcome => Assert.Equal(WriteOutcome.Stored, outcome));
        IReadOnlyList<Document?> documents = await GetAsync(store, writes.Select(write => write.Id));
        Assert.All(
            writes.Zip(documents),
            pair => Assert.True(pair.First.Outcome() == pair.Second, $"Large document {pair.First.Id} came back changed."));
    }

    /// <summary>
    /// Concurrent calls that name the same documents in opposite orders complete, and one writer of each version succeeds.
    /// </summary>
    [Fact]
    public async Task OppositeOrdersDoNotBlockEachOther()
    {
        const int Documents = 40;
        const int Clients = 6;
        IDocumentStore[] stores = [await StartAsync(), await StartAsync()];
        DocumentWrite[] last = [.. Enumerable.Range(0, Documents).Select(i => Create("0", $"{i:00}", service: $"s{i % 3}"))];
        await PutAsync(stores[0], last);
        for (int round = 1; round <= 15; round++)
        {
            DocumentWrite[][] writes = [
                .. Enumerable.Range(0, Clients).Select(client => last.Select(write => write.Then($"[{round},{client}]")).ToArray())
            ];
            WriteOutcome[][] outcomes = await Together.RunAsync(Clients, async client => client % 2 == 0
                ? [.. await PutAsync(stores[client / 2 % 2], writes[client])]
                : Enumerable.Reverse(await PutAsync(stores[client / 2 % 2], Enumerable.Reverse(writes[client]))).ToArray());
            for (int i = 0; i < Documents; i++)
            {
                int[] winners = [.. Enumerable.Range(0, Clients).Where(client => outcomes[client][i] == WriteOutcome.Stored)];
                last[i] = writes[Assert.Single(winners)][i];
            }

            Assert.Equal(last.Select(write => write.Outcome()), await GetAsync(stores[round % 2], last.Select(write => write.Id)));
        }
    }

    /// <summary>
    /// A call for many documents that is canceled in progress leaves each document in its old or new state, and sending it again completes
    /// it.
    /// </summary>
    [Fact]
    public async Task ACancelledBatchIsCompletedByAnother()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite[] last = [.. Enumerable.Range(0, 100).Select(i => Create("0", $"{i:000}"))];
        await PutAsync(store, last);
        for (int round = 1; round <= 10; round++)
        {
            DocumentWrite[] next = [.. last.Select(write => write.Then($"{round}"))];
            await Together.CancelUnderWayAsync(async token => await store.PutAsync(next, token));
            IReadOnlyList<Document?> seen = await GetAsync(store, next.Select(write => write.Id));
            Assert.All(seen.Index(), one => Assert.Contains(one.Item, (Document[])[last[one.Index].Outcome(), next[one.Index].Outcome()]));
            Assert.All(await PutAsync(store, next), outcome => Assert.Equal(WriteOutcome.Stored, outcome));
            Assert.Equal(next.Select(write => write.Outcome()), await GetAsync(store, next.Select(write => write.Id)));
            last = next;
        }
    }

    private static async Task<IReadOnlyList<Document?>> GetAsync(IDocumentStore store, IEnumerable<DocumentId> ids) =>
        await store.GetAsync([.. ids], CancellationToken.None);

    private static async Task<IReadOnlyList<WriteOutcome>> PutAsync(IDocumentStore store, IEnumerable<DocumentWrite> writes) =>
        await store.PutAsync([.. writes], CancellationToken.None);
}
