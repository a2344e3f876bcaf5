using Reliability.Storage;

namespace Reliability.Core.Tests.Doubles;

/// <summary>The simplest store that honours the contract of batches, and tells what it holds.</summary>
internal sealed class LedgerStore : ISeriesStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Service, string Series), SortedDictionary<DateTimeOffset, SeriesBucket>> _content = [];
    private readonly Dictionary<(string Service, string Producer), long> _last = [];

    /// <summary>All events of all series.</summary>
    public long Events
    {
        get
        {
            lock (_lock)
            {
                return _content.Values.Sum(series => series.Values.Sum(bucket => bucket.Count));
            }
        }
    }

    /// <summary>The minutes of a series that exist, oldest first.</summary>
    public SeriesBucket[] Minutes(SeriesId id)
    {
        lock (_lock)
        {
            return _content.TryGetValue((id.Service, id.Name), out var minutes) ? [.. minutes.Values] : [];
        }
    }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => default;

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_last.GetValueOrDefault((batch.Service, batch.ProducerId)) >= batch.Sequence)
            {
                return new(AppendOutcome.Duplicate);
            }

            _last[(batch.Service, batch.ProducerId)] = batch.Sequence;
            foreach (SeriesDelta delta in batch.Deltas)
            {
                Add((batch.Service, delta.Series), delta.Bucket);
            }

            return new(AppendOutcome.Applied);
        }
    }

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(_last.GetValueOrDefault((service, producerId)));
        }
    }

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException("These tests read Minutes.");

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) =>
        throw new NotSupportedException("These tests keep everything.");

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken) => new((SeriesRetention?)null);

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) =>
        throw new NotSupportedException("These tests keep everything.");

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("These tests know their series.");

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("These tests know their producers.");

    private void Add((string, string) series, SeriesBucket bucket)
    {
        if (!_content.TryGetValue(series, out var minutes))
        {
            _content.Add(series, minutes = []);
        }

        minutes[bucket.Start] = minutes.TryGetValue(bucket.Start, out SeriesBucket known) ? known.Merge(bucket) : bucket;
    }
}
