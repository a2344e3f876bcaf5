using Reliability.Storage.Conformance;
using Reliability.Storage.InMemory;

namespace Reliability.Core.Tests.Storage;

public sealed class InMemoryEventLogTests : EventLogConformance<InMemoryEventLog>
{
    private readonly Namespaces<InMemoryEventLog> _stores = new(() => new());

    protected override ValueTask<InMemoryEventLog> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
}
