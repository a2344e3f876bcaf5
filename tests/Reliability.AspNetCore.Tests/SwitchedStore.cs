using Reliability.Storage;

namespace Reliability.AspNetCore.Tests;

/// <summary>A store in memory whose server can be gone.</summary>
internal sealed class SwitchedStore : ISeriesStore
{
    private readonly InMemorySeriesStore _store = new();
    private volatile bool _isAway;

    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    private InMemorySeriesStore Store => _isAway ? throw new StoreException("The store 'db-7.internal' cannot be reached.", isTransient: true) : _store;

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => Store.InitializeAsync(cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken) => Store.AppendAsync(batch, cancellationToken);

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken) => Store.ReadAsync(query, cancellationToken);

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) => Store.GetLastSequenceAsync(service, producerId, cancellationToken);

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) => Store.SetRetentionAsync(service, retention, cancellationToken);

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken) => Store.GetRetentionAsync(service, cancellationToken);

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) => Store.TrimAsync(service, cancellationToken);

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => Store.ListSeriesAsync(cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) => Store.ListProducersAsync(cancellationToken);
}
