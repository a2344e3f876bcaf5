using CsCheck;

namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>Scripts of calls to a document store: current and outdated versions, repetitions, pages.</summary>
internal static class DocumentCalls
{
    private static readonly CollectionId[] Collections = [new("shop", "orders"), new("shop", "Orders"), new("Shop", "orders")];
    private static readonly string[] Ids = ["a", "b", "\ue000", "\U0001f680"];

    private static readonly DocumentId[] AllIds = [.. Collections.SelectMany(_ => Ids, (collection, id) => new DocumentId(collection, id))];

    private static readonly Gen<Step> GenStep =
        from kind in Gen.Frequency((2, Gen.Const(Kind.Create)), (4, Gen.Const(Kind.Replace)), (2, Gen.Const(Kind.Repeat)),
            (2, Gen.Const(Kind.Delete)), (2, Gen.Const(Kind.Get)), (1, Gen.Const(Kind.List)), (3, Gen.Const(Kind.PutMany)),
            (1, Gen.Const(Kind.GetMany)))
        from collection in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 2]))
        from id in Gen.Frequency((4, Gen.Const(0)), (2, Gen.Int[1, 3]))
        from pick in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[0, 5]))
        from number in Gen.Int[1, 1_000]
        select new Step(kind, new DocumentId(Collections[collection], Ids[id]), pick, number);

    private enum Kind
    {
        Create,
        Replace,
        Repeat,
        Delete,
        Get,
        List,
        PutMany,
        GetMany,
    }

    public static Gen<ModelCall<IDocumentStore>[]> Scripts(int min, int max) => GenStep.Array[min, max].Select(Build);

    /// <summary>Scripts of the atomic calls. A call for many documents need not be atomic.</summary>
    public static Gen<ModelCall<IDocumentStore>[]> AtomicScripts(int min, int max) =>
        GenStep.Where(step => step.Kind is not (Kind.PutMany or Kind.GetMany)).Array[min, max].Select(Build);

    public static IEnumerable<ModelCall<IDocumentStore>> Observations =>
        Collections.Select(collection => new List(new DocumentQuery(collection)));

    /// <summary>Creates the writes, each of which may build on an earlier one of the script.</summary>
    private static ModelCall<IDocumentStore>[] Build(Step[] steps)
    {
        List<DocumentWrite> writes = [];
        return [.. steps.Select(step =>
        {
            DocumentWrite[] earlier = [.. writes.Where(write => write.Id == step.Id).Reverse()];
            DocumentWrite? picked = earlier.Length == 0 ? null : earlier[step.Pick % earlier.Length];
            DocumentWrite Add(DocumentWrite write)
            {
                writes.Add(write);
                return write;
            }

            return (ModelCall<IDocumentStore>)(step.Kind switch
            {
                Kind.Get => new Get(step.Id),
                Kind.GetMany => new GetMany([.. AllIds.Skip(step.Number % 5), step.Id]),
                Kind.PutMany => new PutMany(Many(step, picked, Add)),
                Kind.List => new List(
                    new DocumentQuery(step.Id.Collection, step.Number % 2 == 0 ? null : step.Id.Id, 1 + (step.Number % 3))),
                Kind.Delete => new Delete(step.Id, picked?.ETag ?? ETag.New()),
                Kind.Repeat when picked is not null => new Put(picked),
                Kind.Replace when picked is not null => new Put(Add(picked.Then($"{step.Number}"))),
                _ => new Put(Add(DocumentWrite.Create(step.Id, $"{step.Number}"))),
            });
        })];
    }

    /// <summary>Creates the writes of one call: some build on others of the same call, and one repeats an earlier one.</summary>
    private static DocumentWrite[] Many(Step step, DocumentWrite? picked, Func<DocumentWrite, DocumentWrite> add)
    {
        DocumentWrite first = add(picked is null ? DocumentWrite.Create(step.Id, $"{step.Number}") : picked.Then($"{step.Number}"));
        DocumentWrite other = add(DocumentWrite.Create(AllIds[step.Number % AllIds.Length], $"[{step.Number}]"));
        DocumentWrite second = add(first.Then($"[[{step.Number}]]"));
        return step.Number % 2 == 0 ? [first, other, second, picked ?? first] : [other, second, first, second];
    }

    private static string Text(Document? document) => document is null ? "absent" : $"{document.Id} {document.ETag} {document.Json}";

    private sealed record Step(Kind Kind, DocumentId Id, int Pick, int Number);

    private sealed record Put(DocumentWrite Write) : ModelCall<IDocumentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IDocumentStore> client) => $"{await client.Store.PutAsync(Write)}";

        public override string ToString() => $"Put {Write.Id} {Write.Json} version {Write.ETag} over {Write.Expected?.Value ?? "nothing"}";
    }

    private sealed record PutMany(DocumentWrite[] Writes) : ModelCall<IDocumentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IDocumentStore> client) =>
            string.Join(", ", await client.Store.PutAsync(Writes, CancellationToken.None));

        public override string ToString() =>
            "Put " + string.Join(
                ", ", Writes.Select(write => $"{write.Id} {write.Json} version {write.ETag} over {write.Expected?.Value ?? "nothing"}"));
    }

    private sealed record GetMany(DocumentId[] Ids) : ModelCall<IDocumentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IDocumentStore> client) =>
            string.Join(", ", (await client.Store.GetAsync(Ids, CancellationToken.None)).Select(Text));

        public override string ToString() => "Get " + string.Join<DocumentId>(", ", Ids);
    }

    private sealed record Delete(DocumentId Id, ETag Expected) : ModelCall<IDocumentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IDocumentStore> client) =>
            $"{await client.Store.DeleteAsync(Id, Expected)}";
    }

    private sealed record Get(DocumentId Id) : ModelCall<IDocumentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IDocumentStore> client) => Text(await client.Store.GetAsync(Id));
    }

    private sealed record List(DocumentQuery Query) : ModelCall<IDocumentStore>
    {
        public override async Task<string> RunAsync(ModelClient<IDocumentStore> client)
        {
            DocumentPage page = await client.Store.ListAsync(Query, CancellationToken.None);
            return string.Join(", ", page.Documents.Select(Text)) + (page.Continuation is null ? "." : ", ...");
        }
    }
}
