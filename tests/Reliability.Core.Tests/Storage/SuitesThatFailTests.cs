using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Storage;

/// <summary>The models notice stores that are almost right.</summary>
public sealed class SuitesThatFailTests
{
    private const string Difference = "*the model answers*and the store answers*";

    [Fact]
    public Task A_version_that_is_not_checked_is_noticed() =>
        ShouldFailAsync(new ModelOfCareless().AnySequenceAgreesWithTheModel, Difference);

    [Fact]
    public Task A_store_that_forgets_at_a_restart_is_noticed() =>
        ShouldFailAsync(new ModelOfForgetful().AnySequenceAgreesWithTheModel, Difference);

    [Fact]
    public Task A_connection_that_reads_what_is_old_is_noticed() =>
        ShouldFailAsync(new ModelOfLagging().ClientsAtOnceAgreeWithSomeOrder, "*in no order of the calls*-> absent*");

    [Fact]
    public async Task A_store_that_forgets_the_service_is_noticed()
    {
        await ShouldFailAsync(new SuiteOf<Ownerless>().ServicesShareNothing, "*");
        await ShouldFailAsync(new SuiteOf<Ownerless>().ServicesAreOpaque, "*");
        await ShouldFailAsync(new SuiteOf<Ownerless>().ServiceAndCollectionDoNotRunTogether, "*");
    }

    [Fact]
    public async Task Answers_in_another_order_than_the_list_are_noticed()
    {
        await ShouldFailAsync(new SuiteOf<Backward>().AnswersHaveTheOrderOfTheList, "*");
        await ShouldFailAsync(new SuiteOf<Backward>().EachWriteIsDecidedForItself, "*");
        await ShouldFailAsync(new SuiteOf<Backward>().WritesOfOneDocumentAreAppliedInOrder, "*");
        await ShouldFailAsync(new SuiteOf<Backward>().AThousandDocumentsFitOneCall, "*");
    }

    private static async Task ShouldFailAsync(Func<Task> fact, string message)
    {
        Exception failure = (await fact.Should().ThrowAsync<Exception>()).Which;
        failure.ToString().Should().Match(message);
    }

    /// <summary>Replaces whatever is there.</summary>
    private sealed class Careless() : Documents(new InMemoryDocumentStore())
    {
        public override async ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(
            IReadOnlyList<DocumentWrite> writes,
            CancellationToken cancellationToken)
        {
            List<WriteOutcome> outcomes = [];
            foreach (DocumentWrite write in writes)
            {
                Document? present = (await base.GetAsync([write.Id], cancellationToken))[0];
                outcomes.AddRange(await base.PutAsync([present is null ? write : Over(present, write)], cancellationToken));
            }

            return outcomes;
        }

        private static DocumentWrite Over(
            Document present,
            DocumentWrite write) => DocumentWrite.Replace(write.Id, present.ETag, write.Json);
    }

    /// <summary>A connection that never hears of what others wrote.</summary>
    private sealed class Lagging(InMemoryDocumentStore inner, bool isBehind) : Documents(inner)
    {
        public override ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
            isBehind ? new(new Document?[ids.Count]) : base.GetAsync(ids, cancellationToken);
    }

    /// <summary>Keeps the documents of all services as those of one.</summary>
    private sealed class Ownerless() : Documents(new InMemoryDocumentStore())
    {
        public override async ValueTask<IReadOnlyList<Document?>> GetAsync(
            IReadOnlyList<DocumentId> ids,
            CancellationToken cancellationToken)
        {
            IReadOnlyList<Document?> found = await base.GetAsync([.. ids.Select(Common)], cancellationToken);
            return [.. found.Zip(ids, (one, id) => one is null ? null : new Document { Id = id, ETag = one.ETag, Json = one.Json })];
        }

        public override async ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(
            IReadOnlyList<DocumentWrite> writes,
            CancellationToken cancellationToken)
        {
            List<WriteOutcome> outcomes = [];
            foreach (DocumentWrite write in writes)
            {
                DocumentWrite common =
                    write.Expected is null
                        ? DocumentWrite.Create(Common(write.Id), write.Json)
                        : DocumentWrite.Replace(Common(write.Id), write.Expected, write.Json);
                outcomes.AddRange(await base.PutAsync([common], cancellationToken));
            }

            return outcomes;
        }

        private static DocumentId Common(DocumentId id) => new("all", id.Collection.Name, id.Id);
    }

    /// <summary>Works through a list from its end.</summary>
    private sealed class Backward() : Documents(new InMemoryDocumentStore())
    {
        public override ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
            base.GetAsync([.. ids.Reverse()], cancellationToken);

        public override ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(
            IReadOnlyList<DocumentWrite> writes,
            CancellationToken cancellationToken) =>
            base.PutAsync([.. writes.Reverse()], cancellationToken);
    }

    /// <summary>Documents that are right. No substitute: the suite creates stores by their type, and each has one defect.</summary>
    private abstract class Documents(InMemoryDocumentStore inner) : IDocumentStore
    {
        public ValueTask InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

        public virtual ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
            inner.GetAsync(ids, cancellationToken);

        public virtual ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(
            IReadOnlyList<DocumentWrite> writes,
            CancellationToken cancellationToken) =>
            inner.PutAsync(writes, cancellationToken);

        public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) =>
            inner.DeleteAsync(id, expected, cancellationToken);

        public ValueTask<DocumentPage> ListAsync(
            DocumentQuery query,
            CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

        public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) =>
            inner.ListCollectionsAsync(cancellationToken);
    }

    private sealed class SuiteOf<TStore> : DocumentStoreConformance<TStore>
        where TStore : class, IDocumentStore, new()
    {
        private readonly Namespaces<TStore> _stores = new(() => new());

        protected override ValueTask<TStore> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    private sealed class ModelOfCareless : DocumentStoreModel<Careless>
    {
        private readonly Namespaces<Careless> _stores = new(() => new());

        protected override ValueTask<Careless> OpenAsync(string storeNamespace) => _stores.OpenAsync(storeNamespace);
    }

    private sealed class ModelOfLagging : DocumentStoreModel<Lagging>
    {
        private readonly Namespaces<InMemoryDocumentStore> _stores = new(() => new());
        private int _opened;

        protected override int Iterations => 2_000;

        protected override async ValueTask<Lagging> OpenAsync(string storeNamespace) =>
            new(await _stores.OpenAsync(storeNamespace), isBehind: _opened++ % 2 == 1);
    }

    private sealed class ModelOfForgetful : SeriesStoreModel<InMemorySeriesStore>
    {
        protected override ValueTask<InMemorySeriesStore> OpenAsync(string storeNamespace) => new(new InMemorySeriesStore());
    }
}
