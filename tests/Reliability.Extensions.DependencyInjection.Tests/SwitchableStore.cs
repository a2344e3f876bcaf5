using Reliability.Storage;
using Reliability.Storage.InMemory;

namespace Reliability.Tests;

/// <summary>A store that can be taken away and brought back, that tells when it was written, and whether it was disposed.</summary>
internal sealed class SwitchableStore : ISeriesStore, IDisposable
{
    private readonly InMemorySeriesStore _inner = new();
    private TaskCompletionSource _append = NewSignal();
    private TaskCompletionSource _trim = NewSignal();

    public bool IsAway { get; set; }

    public bool IsDisposed { get; private set; }

    public int Reads { get; private set; }

    public Task NextAppend => Volatile.Read(ref _append).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Task NextTrim => Volatile.Read(ref _trim).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return _inner.InitializeAsync(cancellationToken);
    }

    public async ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        AppendOutcome outcome = await _inner.AppendAsync(batch, cancellationToken);
        Interlocked.Exchange(ref _append, NewSignal()).TrySetResult();
        return outcome;
    }

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        Reads++;
        return _inner.ReadAsync(query, cancellationToken);
    }

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) =>
        _inner.GetLastSequenceAsync(service, producerId, cancellationToken);

    public async ValueTask<long> TrimAsync(SeriesRetention retention, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long removed = await _inner.TrimAsync(retention, now, cancellationToken);
        Interlocked.Exchange(ref _trim, NewSignal()).TrySetResult();
        return removed;
    }

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => _inner.ListSeriesAsync(cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) => _inner.ListProducersAsync(cancellationToken);


    public void Dispose() => IsDisposed = true;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new StoreException("The store is away.", isTransient: true);
        }
    }
}
