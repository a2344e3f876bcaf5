using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>A store that belongs to the caller: the container that hands it out finds nothing to dispose.</summary>
internal sealed class BorrowedSeriesStore(ISeriesStore store) : ISeriesStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => store.InitializeAsync(cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken) => store.AppendAsync(batch, cancellationToken);

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken) => store.ReadAsync(query, cancellationToken);

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) =>
        store.GetLastSequenceAsync(service, producerId, cancellationToken);

    public ValueTask<long> TrimAsync(SeriesRetention retention, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.TrimAsync(retention, now, cancellationToken);
}
