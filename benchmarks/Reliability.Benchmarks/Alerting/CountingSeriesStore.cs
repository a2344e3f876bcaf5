using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.Benchmarks.Alerting;

/// <summary>Counts reads and the rows that they bring.</summary>
internal sealed class CountingSeriesStore(ISeriesStore inner) : ISeriesStore
{
    public long Calls { get; private set; }

    public long Rows { get; private set; }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(
        SeriesBatch batch,
        CancellationToken cancellationToken) => inner.AppendAsync(batch, cancellationToken);

    public async IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Calls++;
        await foreach (SeriesBucket bucket in inner.ReadAsync(query, cancellationToken))
        {
            Rows++;
            yield return bucket;
        }
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken)
    {
        Calls++;
        IReadOnlyList<IReadOnlyList<SeriesBucket>> buckets = await inner.ReadAsync(queries, cancellationToken);
        Rows += buckets.Sum(range => range.Count);
        return buckets;
    }

    public async ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken)
    {
        Calls++;
        IReadOnlyList<SeriesSummary> summaries = await inner.SummarizeAsync(queries, cancellationToken);
        Rows += summaries.Count(summary => summary.BucketCount > 0);
        return summaries;
    }

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) =>
        inner.GetLastSequenceAsync(service, producerId, cancellationToken);

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) =>
        inner.SetRetentionAsync(service, retention, cancellationToken);

    public ValueTask<SeriesRetention?> GetRetentionAsync(
        string service,
        CancellationToken cancellationToken) => inner.GetRetentionAsync(service, cancellationToken);

    public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken) =>
        inner.GetDayZoneAsync(service, cancellationToken);

    public ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken) => inner.FoldAsync(service, cancellationToken);

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) => inner.TrimAsync(service, cancellationToken);

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => inner.ListSeriesAsync(cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) =>
        inner.ListProducersAsync(cancellationToken);
}
