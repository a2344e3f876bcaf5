using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.Core.Tests.Doubles;

/// <summary>A role of a store whose calls are made again, with the same request, until they do not fail.</summary>
/// <remarks>No substitute: the conformance suites run over it, and test that each call, whichever it is, may be repeated.</remarks>
internal static class Retrying
{
    public static ISeriesStore Series(ISeriesStore inner) => new RetryingSeries(inner);

    public static IDocumentStore Documents(IDocumentStore inner) => new RetryingDocuments(inner);

    public static IEventLog Events(IEventLog inner) => new RetryingEvents(inner);

    public static IEnrollmentStore Enrollments(IEnrollmentStore inner) => new RetryingEnrollments(inner);

    public static ILeaseStore Leases(ILeaseStore inner) => new RetryingLeases(inner);

    private static async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StoreException e) when (e.IsTransient)
            {
            }
        }
    }

    private static async IAsyncEnumerable<T> RunAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What was read before a fault is read again: the reader gets one reading whole.
        List<T> items = await RunAsync(async () =>
        {
            List<T> items = [];
            await foreach (T item in call(cancellationToken))
            {
                items.Add(item);
            }

            return items;
        });
        foreach (T item in items)
        {
            yield return item;
        }
    }

    private sealed class RetryingSeries(ISeriesStore inner) : ISeriesStore
    {
        public async ValueTask InitializeAsync(CancellationToken cancellationToken) => await RunAsync(async () =>
        {
            await inner.InitializeAsync(cancellationToken);
            return true;
        });

        public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken) =>
            RunAsync(() => inner.AppendAsync(batch, cancellationToken));

        public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) =>
            RunAsync(() => inner.GetLastSequenceAsync(service, producerId, cancellationToken));

        public async ValueTask SetRetentionAsync(
            string service,
            SeriesRetention retention,
            CancellationToken cancellationToken) => await RunAsync(async () =>
        {
            await inner.SetRetentionAsync(service, retention, cancellationToken);
            return true;
        });

        public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken) =>
            RunAsync(() => inner.GetRetentionAsync(service, cancellationToken));

        public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken) =>
            RunAsync(() => inner.GetDayZoneAsync(service, cancellationToken));

        public ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken) =>
            RunAsync(() => inner.FoldAsync(service, cancellationToken));

        public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) =>
            RunAsync(() => inner.TrimAsync(service, cancellationToken));

        public ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
            IReadOnlyList<SeriesQuery> queries,
            CancellationToken cancellationToken) =>
            RunAsync(() => inner.ReadAsync(queries, cancellationToken));

        public ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
            IReadOnlyList<SeriesQuery> queries,
            CancellationToken cancellationToken) =>
            RunAsync(() => inner.SummarizeAsync(queries, cancellationToken));

        public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken) =>
            RunAsync(token => inner.ReadAsync(query, token), cancellationToken);

        public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) =>
            RunAsync(inner.ListSeriesAsync, cancellationToken);

        public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) =>
            RunAsync(inner.ListProducersAsync, cancellationToken);
    }

    private sealed class RetryingDocuments(IDocumentStore inner) : IDocumentStore
    {
        public async ValueTask InitializeAsync(CancellationToken cancellationToken) => await RunAsync(async () =>
        {
            await inner.InitializeAsync(cancellationToken);
            return true;
        });

        public ValueTask<IReadOnlyList<Document?>> GetAsync(IReadOnlyList<DocumentId> ids, CancellationToken cancellationToken) =>
            RunAsync(() => inner.GetAsync(ids, cancellationToken));

        public ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) =>
            RunAsync(() => inner.PutAsync(writes, cancellationToken));

        public ValueTask<DeleteOutcome> DeleteAsync(DocumentId id, ETag expected, CancellationToken cancellationToken) =>
            RunAsync(() => inner.DeleteAsync(id, expected, cancellationToken));

        public ValueTask<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken) =>
            RunAsync(() => inner.ListAsync(query, cancellationToken));

        public IAsyncEnumerable<CollectionId> ListCollectionsAsync(CancellationToken cancellationToken) =>
            RunAsync(inner.ListCollectionsAsync, cancellationToken);
    }

    private sealed class RetryingEvents(IEventLog inner) : IEventLog
    {
        public async ValueTask InitializeAsync(CancellationToken cancellationToken) => await RunAsync(async () =>
        {
            await inner.InitializeAsync(cancellationToken);
            return true;
        });

        public ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken) =>
            RunAsync(() => inner.AppendAsync(append, cancellationToken));

        public ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(
            IReadOnlyList<EventQuery> queries,
            CancellationToken cancellationToken) =>
            RunAsync(() => inner.ReadAsync(queries, cancellationToken));

        public ValueTask<long> GetLastPositionAsync(StreamId stream, CancellationToken cancellationToken) =>
            RunAsync(() => inner.GetLastPositionAsync(stream, cancellationToken));

        public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken) =>
            RunAsync(token => inner.ReadAsync(query, token), cancellationToken);

        public IAsyncEnumerable<StreamId> ListStreamsAsync(CancellationToken cancellationToken) =>
            RunAsync(inner.ListStreamsAsync, cancellationToken);
    }

    private sealed class RetryingEnrollments(IEnrollmentStore inner) : IEnrollmentStore
    {
        public async ValueTask InitializeAsync(CancellationToken cancellationToken) => await RunAsync(async () =>
        {
            await inner.InitializeAsync(cancellationToken);
            return true;
        });

        public ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken) =>
            RunAsync(() => inner.ApplyAsync(batch, cancellationToken));

        public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(
            IReadOnlyList<ExperimentId> experiments,
            CancellationToken cancellationToken) =>
            RunAsync(() => inner.SummarizeAsync(experiments, cancellationToken));

        public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(
            ExperimentId experiment,
            IReadOnlyList<string> units,
            CancellationToken cancellationToken) =>
            RunAsync(() => inner.GetVariantsAsync(experiment, units, cancellationToken));

        public IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken) =>
            RunAsync(token => inner.ReadUnitsAsync(experiment, token), cancellationToken);

        public IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken) =>
            RunAsync(inner.ListExperimentsAsync, cancellationToken);

        public ValueTask<EnrollmentState> GetStateAsync(ExperimentId experiment, CancellationToken cancellationToken) =>
            RunAsync(() => inner.GetStateAsync(experiment, cancellationToken));

        public ValueTask<UnitPage> ExportAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken) =>
            RunAsync(() => inner.ExportAsync(experiment, continuation, cancellationToken));

        public ValueTask<EnrollmentImportResult> ImportAsync(EnrollmentImport import, CancellationToken cancellationToken) =>
            RunAsync(() => inner.ImportAsync(import, cancellationToken));

        public async ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken) => await RunAsync(async () =>
        {
            await inner.DeleteAsync(experiment, cancellationToken);
            return true;
        });
    }

    private sealed class RetryingLeases(ILeaseStore inner) : ILeaseStore
    {
        public async ValueTask InitializeAsync(CancellationToken cancellationToken) => await RunAsync(async () =>
        {
            await inner.InitializeAsync(cancellationToken);
            return true;
        });

        public ValueTask<IReadOnlyList<Lease?>> AcquireAsync(IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken) =>
            RunAsync(() => inner.AcquireAsync(requests, cancellationToken));

        public ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) =>
            RunAsync(() => inner.RenewAsync(leases, cancellationToken));

        public ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) =>
            RunAsync(() => inner.ReleaseAsync(leases, cancellationToken));

        public ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken) =>
            RunAsync(() => inner.ListAsync(service, cancellationToken));
    }
}
