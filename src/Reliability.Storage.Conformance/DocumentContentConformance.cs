using System.Text;
using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.DocumentScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="DocumentStoreConformance{TStore}"/> for content, names and lists: a store returns exactly what was written.
/// Derive from that class, not from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class DocumentContentConformance<TStore> : StoreConformance<TStore, IDocumentStore>
    where TStore : class
{
    /// <summary>JSON is returned unchanged: spaces, order, duplicate names, escapes and numbers are as written.</summary>
    [Fact]
    public async Task JsonComesBackToTheCharacter()
    {
        IDocumentStore store = await StartAsync();
        for (int i = 0; i < Samples.Json.Length; i++)
        {
            DocumentWrite created = await store.StoreAsync(Create(Samples.Json[i], $"{i:00}"));
            Assert.Equal(created.Outcome(), await store.GetAsync(created.Id));
            DocumentWrite replaced = await store.StoreAsync(created.Then(Samples.Json[^(i + 1)]));
            Assert.Equal(replaced.Outcome(), await store.GetAsync(created.Id));
        }

        Assert.Equal(
            Enumerable.Reverse(Samples.Json), (await store.ListAllAsync()).Select(document => document.Json), StringComparer.Ordinal);
    }

    /// <summary>A document can have the maximum size, in bytes.</summary>
    [Fact]
    public async Task TheLargestDocumentComesBack()
    {
        IDocumentStore store = await StartAsync();
        for (int i = 0; i < Samples.MaxJson.Length; i++)
        {
            Assert.Equal(Document.MaxBytes, Encoding.UTF8.GetByteCount(Samples.MaxJson[i]));
            await store.StoreAsync(Create(Samples.MaxJson[i], $"{i}"));
            Assert.True((await store.GetAsync(Id($"{i}")))!.Json == Samples.MaxJson[i], $"Large document {i} came back changed.");
        }

        Assert.Equal(Samples.MaxJson.Length, (await store.PageAsync()).Documents.Count);
    }

    /// <summary>Names are compared byte by byte: no case folding, trimming, normalization, quoting or formatting.</summary>
    [Fact]
    public async Task NamesAreOpaque()
    {
        string[] names = Samples.Names;
        IDocumentStore store = await StartAsync();
        foreach (string name in names)
        {
            await store.FillAsync(names, name);
        }

        Together.AssertSameInAnyOrder(names.Select(name => Text(new(Service, name))), (await store.CollectionsAsync()).Select(Text));
        foreach (string name in names)
        {
            List<Document> documents = await store.ListAllAsync(collection: name);
            Assert.Equal(names.Length, documents.Count);
            Assert.All(
                documents,
                document => Assert.Equal(
                    (name, names[int.Parse(document.Json, provider: null)]), (document.Id.Collection.Name, document.Id.Id)));
            Document one = (await store.GetAsync(Id(name, name)))!;
            Assert.Equal(name, names[int.Parse(one.Json, provider: null)]);
        }
    }

    /// <summary>An ETag is compared byte by byte, and is never a pattern.</summary>
    [Fact]
    public async Task ETagsAreOpaque()
    {
        IDocumentStore store = await StartAsync();
        DocumentWrite present = await store.StoreAsync(Create("1"));
        string value = present.ETag.Value;
        foreach (string other in (string[])[
            .. Samples.Names,
            value + " ",
            " " + value,
            value.ToUpperInvariant() + "A",
            value[..^1],
            value + "0",
            "%",
            "*"
        ])
        {
            Assert.Equal(WriteOutcome.Conflict, await store.PutAsync(DocumentWrite.Replace(present.Id, new ETag(other), "2")));
            Assert.Equal(DeleteOutcome.Conflict, await store.DeleteAsync(present.Id, new ETag(other)));
        }

        Assert.Equal(present.Outcome(), await store.GetAsync());
    }

    /// <summary>Collection and id are separate fields: moving a character from one to the other identifies a different document.</summary>
    [Fact]
    public async Task CollectionAndIdDoNotRunTogether()
    {
        (string Collection, string Id)[] pairs = [
            ("a:b", "c"),
            ("a", "b:c"),
            ("a/b", "c"),
            ("a", "b/c"),
            ("a{b", "}c"),
            ("a", "{b}c"),
            ("a b", "c"),
            ("a", "b c")
        ];
        IDocumentStore store = await StartAsync();
        foreach ((string collection, string id) in pairs)
        {
            await store.StoreAsync(Create($"\"{collection}|{id}\"", id, collection));
        }

        foreach ((string collection, string id) in pairs)
        {
            Assert.Equal($"\"{collection}|{id}\"", (await store.GetAsync(Id(id, collection)))?.Json);
        }

        AssertIds(["b c", "b/c", "b:c", "{b}c"], await store.ListAllAsync(collection: "a"));
    }

    /// <summary>A list is in the order of the UTF-8 bytes of the ids, regardless of the locale of the server.</summary>
    [Fact]
    public async Task AListIsInTheOrderOfUtf8Bytes()
    {
        string[] ids =
        [
            .. Samples.Names, "b", "B", "aa", "a-b", "ab", "a b", "10", "9", "-1", "\ud7ff", "\ue000", "\uf8ff", "\ufffd", "\U00010000",
            "\U0010ffff", "\uffffa",
            "\U0001f680a", "x\ue000", "x\U00010000", "x\uffff", "\u00e9a", "\u00e8", "z", "Z", "\u00e4", "\u00f6", "o", "~",
        ];
        IDocumentStore store = await StartAsync();
        await store.FillAsync(ids);

        IEnumerable<string> expected = ids.OrderBy(id => Convert.ToHexString(Encoding.UTF8.GetBytes(id)), StringComparer.Ordinal);
        AssertIds(expected, await store.ListAllAsync());
        AssertIds(expected, await store.ListAllAsync(pageSize: 1));
        foreach (string id in ids)
        {
            IEnumerable<string> next = expected.SkipWhile(other => other != id).Skip(1).Take(3);
            AssertIds(next, (await store.PageAsync(id, pageSize: 3)).Documents);
        }
    }

    /// <summary>Pages of any valid size return each document once, and the last page is marked as the last.</summary>
    [Fact]
    public async Task PagesMeetEachDocumentOnce()
    {
        string[] ids = [.. Enumerable.Range(0, DocumentQuery.MaxPageSize + 1).Select(i => $"{i:0000}")];
        IDocumentStore store = await StartAsync();
        await store.FillAsync(ids);

        foreach (int pageSize in (int[])[7, 91, 100, DocumentQuery.MaxPageSize])
        {
            AssertIds(ids, await store.ListAllAsync(pageSize));
        }

        DocumentPage all = await store.PageAsync(after: ids[0], DocumentQuery.MaxPageSize);
        AssertIds(ids[1..], all.Documents);
        Assert.Null(all.Continuation);
        Assert.Null((await store.PageAsync(after: ids[^2], pageSize: 1)).Continuation);
        Assert.NotNull((await store.PageAsync(after: ids[^3], pageSize: 1)).Continuation);
    }

    /// <summary>A page can begin after an id that does not exist, and after the last one.</summary>
    [Fact]
    public async Task APageMayBeginAnywhere()
    {
        IDocumentStore store = await StartAsync();
        await store.FillAsync(["b", "d", "f"]);
        await store.FillAsync(["c", "z"], "other");
        AssertIds(["b", "d", "f"], (await store.PageAsync("a")).Documents);
        AssertIds(["d", "f"], (await store.PageAsync("b")).Documents);
        AssertIds(["d", "f"], (await store.PageAsync("c")).Documents);
        AssertIds(["f"], (await store.PageAsync("ezzz")).Documents);
        Assert.Empty((await store.PageAsync("f")).Documents);
        Assert.Empty((await store.PageAsync("\U0010ffff")).Documents);
        Assert.Empty((await store.PageAsync(collection: "nothing")).Documents);
        Assert.Null((await store.PageAsync(collection: "nothing")).Continuation);
    }

    /// <summary>
    /// Paging returns each unchanged document exactly once, while other documents are created and deleted before, at and after the end of
    /// the page.
    /// </summary>
    [Fact]
    public async Task PagingIsNotDisturbedByOthers()
    {
        string[] stable = [.. Enumerable.Range(0, 60).Select(i => $"{i:00}-stays")];
        IDocumentStore reader = await StartAsync();
        IDocumentStore writer = await StartAsync();
        await reader.FillAsync(stable);
        List<DocumentWrite> passing = [];
        int round = 0;

        List<Document> met = await reader.ListAllAsync(pageSize: 7, betweenPages: async () =>
        {
            foreach (DocumentWrite write in passing)
            {
                Assert.Equal(DeleteOutcome.Deleted, await writer.DeleteAsync(write.Id, write.ETag));
            }

            passing.Clear();
            for (int i = round++ % 3; i < 60; i += 3)
            {
                passing.Add(await writer.StoreAsync(Create("0", $"{i:00}-comes-and-goes")));
            }
        });

        AssertIds(stable, met.Where(document => document.Id.Id.EndsWith("stays", StringComparison.Ordinal)));
        Assert.Equal(met.Count, met.DistinctBy(document => document.Id).Count());
    }

    /// <summary>Every collection that contains a document is listed once.</summary>
    [Fact]
    public async Task CollectionsAreNamed()
    {
        IDocumentStore store = await StartAsync();
        Assert.Empty(await store.CollectionsAsync());
        string[] collections = [.. Enumerable.Range(0, 150).Select(i => $"collection-{i:000}")];
        foreach (string collection in collections)
        {
            await store.FillAsync(["1", "2"], collection);
        }

        Document document = (await store.GetAsync(Id("1", collections[0])))!;
        await store.DeleteAsync(document.Id, document.ETag);
        Together.AssertSameInAnyOrder(collections.Select(name => Text(new(Service, name))), (await store.CollectionsAsync()).Select(Text));
    }
}
