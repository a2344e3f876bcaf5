using Reliability.Storage.Conformance;
using Reliability.Storage.InMemory;

namespace Reliability.Core.Tests.Storage;

public sealed class InMemoryLeaseStoreTests : LeaseStoreConformance<InMemoryLeaseStore>
{
    private readonly Namespaces<InMemoryLeaseStore> _stores = new(() => new());

    protected override ValueTask<InMemoryLeaseStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
}
