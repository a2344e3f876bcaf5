using CsCheck;
using Reliability.Storage.Conformance.Internal.Models;

namespace Reliability.Storage.Conformance;

/// <summary>
/// Compares an <see cref="IDocumentStore"/> with the in-memory store, over random scripts of writes, deletions and lists. Derive a public
/// class from it and implement how the store is opened; the test runner then finds the tests.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class DocumentStoreModel<TStore> : StoreModel<TStore, IDocumentStore>
    where TStore : class
{
    private protected override IEnumerable<ModelCall<IDocumentStore>> Observations => DocumentCalls.Observations;

    private protected override IDocumentStore CreateModel() => new InMemoryDocumentStore();

    private protected override Gen<ModelCall<IDocumentStore>[]> Scripts(int min, int max) => DocumentCalls.Scripts(min, max);

    private protected override Gen<ModelCall<IDocumentStore>[]> ParallelScripts(int min, int max) => DocumentCalls.AtomicScripts(min, max);
}
