using Reliability.Storage;
using Reliability.Storage.Conformance;

/// <summary>The conformance tests of documents, for a store that exists in memory only.</summary>
public sealed class DocumentsOfMemory : DocumentStoreConformance<InMemoryStore>
{
    private readonly InMemoryStore _store = new();

    protected override ValueTask<InMemoryStore> OpenAsync(string storeNamespace) => new(_store);

    protected override ValueTask CloseAsync(InMemoryStore store) => ValueTask.CompletedTask;
}
