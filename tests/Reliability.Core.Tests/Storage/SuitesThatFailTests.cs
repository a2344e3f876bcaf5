using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Storage.InMemory;

namespace Reliability.Core.Tests.Storage;

/// <summary>The models notice stores that are almost right.</summary>
public sealed class SuitesThatFailTests
{
    private const string Difference = "*the model answers*and the store answers*";

    [Fact]
    public Task A_version_that_is_not_checked_is_noticed() => ShouldFailAsync(new ModelOfCareless().AnySequenceAgreesWithTheModel, Difference);

    [Fact]
    public Task A_store_that_forgets_at_a_restart_is_noticed() => ShouldFailAsync(new ModelOfForgetful().AnySequenceAgreesWithTheModel, Difference);

    [Fact]
    public Task A_document_that_is_deleted_twice_is_noticed() =>
        ShouldFailAsync(new ModelOfRacing().ClientsAtOnceAgreeWithSomeOrder, "*in no order of the calls*-> Deleted*-> Deleted*");

    private static async Task ShouldFailAsync(Func<Task> fact, string message)
    {
        Exception failure = (await fact.Should().ThrowAsync<Exception>()).Which;
        failure.ToString().Should().Match(message);
    }

    /// <summary>Replaces whatever is there.</summary>
    private sealed class Careless : Documents
    {
        public override async ValueTask<WriteOutcome> PutAsync(DocumentWrite write, CancellationToken cancellationToken) =>
            await base.GetAsync(write.Id, cancellationToken) is { } present
                ? await base.PutAsync(Over(present, write), cancellationToken)
                : await base.PutAsync(write, cancellationToken);

        private static DocumentWrite Over(Document present, DocumentWrite write) => DocumentWrite.Replace(write.Id, present.ETag, write.Json);
    }

    /// <summary>Reads before it writes, and lets others write in between.</summary>
    private sealed class Racing : Documents
    {
        public override async ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken)
        {
            Document? present = await base.GetAsync(id, cancellationToken);
            await Task.Yield();
            if (present is null || present.ETag != expected)
            {
                return present is null ? DeleteOutcome.NotFound : DeleteOutcome.Conflict;
            }

            while (await base.GetAsync(id, cancellationToken) is { } other)
            {
                await base.DeleteAsync(id, other.ETag, cancellationToken);
            }

            return DeleteOutcome.Deleted;
        }
    }

    private abstract class Documents : IDocumentStore
    {
        private readonly InMemoryDocumentStore _inner = new();

        public ValueTask InitializeAsync(CancellationToken cancellationToken) => _inner.InitializeAsync(cancellationToken);

        public ValueTask<Document?> GetAsync(DocumentId id, CancellationToken cancellationToken) => _inner.GetAsync(id, cancellationToken);

        public virtual ValueTask<WriteOutcome> PutAsync(DocumentWrite write, CancellationToken cancellationToken) => _inner.PutAsync(write, cancellationToken);

        public virtual ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) =>
            _inner.DeleteAsync(id, expected, cancellationToken);

        public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken) => _inner.ListAsync(query, cancellationToken);

        public IAsyncEnumerable<string> ListCollectionsAsync(CancellationToken cancellationToken) => _inner.ListCollectionsAsync(cancellationToken);
    }

    private sealed class ModelOfCareless : DocumentStoreModel<Careless>
    {
        private readonly Namespaces<Careless> _stores = new(() => new());

        protected override ValueTask<Careless> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    private sealed class ModelOfRacing : DocumentStoreModel<Racing>
    {
        private readonly Namespaces<Racing> _stores = new(() => new());

        protected override int Iterations => 5_000;

        protected override ValueTask<Racing> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    private sealed class ModelOfForgetful : SeriesStoreModel<InMemorySeriesStore>
    {
        protected override ValueTask<InMemorySeriesStore> OpenAsync(string storeNamespace) => new(new InMemorySeriesStore());
    }
}
