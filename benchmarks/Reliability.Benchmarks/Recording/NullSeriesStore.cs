using Reliability.Storage;

namespace Reliability.Benchmarks.Recording;

/// <summary>Takes every batch and keeps none: recording is measured, not storage.</summary>
internal sealed class NullSeriesStore : ISeriesStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => default;

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken) => new(AppendOutcome.Applied);

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<SeriesBucket>();

    public ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        new([.. queries.Select(_ => Array.Empty<SeriesBucket>())]);

    public ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) => new(new SeriesSummary[queries.Count]);

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) => new(0L);

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) => default;

    public ValueTask<SeriesRetention?> GetRetentionAsync(
        string service,
        CancellationToken cancellationToken) => new((SeriesRetention?)null);

    public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken) => new((string?)null);

    public ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken) => new(0L);

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) => new(0L);

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<SeriesId>();

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<SeriesProducer>();
}
