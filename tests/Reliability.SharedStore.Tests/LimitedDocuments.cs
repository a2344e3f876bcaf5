using NSubstitute;
using NSubstitute.Extensions;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.SharedStore.Tests;

/// <summary>A store as a process sees it whose rights on documents can be taken away.</summary>
internal sealed class LimitedDocuments
{
    public LimitedDocuments(IReliabilityStore store)
    {
        IDocumentStore documents = Forwarding.To(store.Documents);
        documents.WhenForAnyArgs(one => one.GetAsync(default!, default)).Do(_ => Require(CanRead));
        documents.WhenForAnyArgs(one => one.ListAsync(default!, default)).Do(_ => Require(CanRead));
        documents.WhenForAnyArgs(one => one.ListCollectionsAsync(default)).Do(_ => Require(CanRead));
        documents.WhenForAnyArgs(one => one.PutAsync(default!, default)).Do(_ => Require(CanWrite));
        documents.WhenForAnyArgs(one => one.DeleteAsync(default!, default!, default)).Do(_ => Require(CanWrite));
        Store = Forwarding.To(store);
        Store.Configure().Documents.Returns(documents);
    }

    public IReliabilityStore Store { get; }

    public bool CanRead { get; set; } = true;

    public bool CanWrite { get; set; } = true;

    private static void Require(bool isGranted)
    {
        if (!isGranted)
        {
            throw new StoreException("This process has no right to the documents any more.", isTransient: false);
        }
    }
}
