using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>Series whose next reader is held, with what it has read, until it is let go: a process that is suspended in the middle of its round.</summary>
internal sealed class GatedSeries(ISeriesStore series) : ISeriesStore
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosed;

    /// <summary>Completes when a reader is held.</summary>
    public Task Held => _held.Task;

    public void Close() => _isClosed = true;

    public void Release() => _released.TrySetResult();

    public async IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<SeriesBucket> read = [];
        await foreach (SeriesBucket bucket in series.ReadAsync(query, cancellationToken))
        {
            read.Add(bucket);
        }

        if (_isClosed)
        {
            _held.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
        }

        foreach (SeriesBucket bucket in read)
        {
            yield return bucket;
        }
    }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => series.InitializeAsync(cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken) => series.AppendAsync(batch, cancellationToken);

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) => series.GetLastSequenceAsync(service, producerId, cancellationToken);

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) => series.SetRetentionAsync(service, retention, cancellationToken);

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken) => series.GetRetentionAsync(service, cancellationToken);

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) => series.TrimAsync(service, cancellationToken);

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => series.ListSeriesAsync(cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) => series.ListProducersAsync(cancellationToken);
}
