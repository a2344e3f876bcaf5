using Reliability.Storage.Conformance;
using Reliability.Storage.InMemory;

namespace Reliability.Core.Tests.Storage;

public sealed class InMemoryDocumentStoreTests : DocumentStoreConformance<InMemoryDocumentStore>
{
    private readonly Namespaces<InMemoryDocumentStore> _stores = new(() => new());

    protected override ValueTask<InMemoryDocumentStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
}
