using System.Runtime.CompilerServices;
using Reliability.Storage;

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

    /// <summary>Happens once, before the next read begins.</summary>
    public Func<Task>? OnNextRead { get; set; }

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

    public async IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Reads++;
        if (OnNextRead is { } first)
        {
            OnNextRead = null;
            await first();
        }

        await foreach (SeriesBucket bucket in _inner.ReadAsync(query, cancellationToken))
        {
            yield return bucket;
        }
    }

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) =>
        _inner.GetLastSequenceAsync(service, producerId, cancellationToken);

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) => _inner.SetRetentionAsync(service, retention, cancellationToken);

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken) => _inner.GetRetentionAsync(service, cancellationToken);

    public async ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken)
    {
        long removed = await _inner.TrimAsync(service, cancellationToken);
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
