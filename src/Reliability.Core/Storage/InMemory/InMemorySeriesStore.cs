using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>A series store in the memory of this process, for tests and first steps before you choose a durable store.</summary>
/// <remarks>
/// The data is lost when the process ends. This store fulfills the same contract as the durable stores, and tests compare them with it. It
/// is safe for concurrent use. One lock guards all series while a batch is applied and while a range is copied.
/// </remarks>
/// <param name="timeProvider">The time provider whose monotonic time limits trimming, or <see langword="null"/> for the system's.</param>
public sealed class InMemorySeriesStore(TimeProvider? timeProvider = null) : ISeriesStore
{
    private readonly RetentionHorizon _horizon = new(timeProvider);
    private readonly Dictionary<string, KeptService> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _dayZones = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Service, string Name), StoredSeries> _series = [];
    private readonly Dictionary<(string Service, string Producer), ProducerCursor> _producers = [];

    /// <summary>Does nothing, because this store requires no initialization.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(Append(batch));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadCoreAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        new(Each<IReadOnlyList<SeriesBucket>>(queries, Copies, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        new(Each(queries, query => SeriesSummary.Of(Copies(query)), cancellationToken));

    /// <inheritdoc/>
    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        StoreName.Require(service);
        StoreName.Require(producerId);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(_producers.GetValueOrDefault((service, producerId)).Sequence);
        }
    }

    /// <inheritdoc/>
    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken)
    {
        StoreName.Require(service);
        ArgumentNullException.ThrowIfNull(retention);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            KeptService? before = _services.GetValueOrDefault(service);
            _services[service] = new KeptService(retention, before?.Horizon, before?.TrimmedBy);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken)
    {
        StoreName.Require(service);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(_services.GetValueOrDefault(service)?.Retention);
        }
    }

    /// <inheritdoc/>
    public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken)
    {
        StoreName.Require(service);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(_dayZones.GetValueOrDefault(service));
        }
    }

    /// <summary>Does nothing, because this store merges sketches at once. Returns 0.</summary>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken)
    {
        StoreName.Require(service);
        cancellationToken.ThrowIfCancellationRequested();
        return new(0);
    }

    /// <inheritdoc/>
    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken)
    {
        StoreName.Require(service);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(Trim(service));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SeriesId> ListSeriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        (string Service, string Name)[] names;
        lock (_lock)
        {
            names = [.. _series.Keys];
        }

        foreach ((string service, string name) in names)
        {
            yield return new SeriesId(service, name);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SeriesProducer> ListProducersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        SeriesProducer[] producers;
        lock (_lock)
        {
            producers = [.. _producers.Select(p => new SeriesProducer(p.Key.Service, p.Key.Producer, p.Value.Sequence))];
        }

        foreach (SeriesProducer producer in producers)
        {
            yield return producer;
        }
    }

    private AppendOutcome Append(SeriesBatch batch)
    {
        (string, string) producer = (batch.Service, batch.ProducerId);
        ProducerCursor cursor = _producers.GetValueOrDefault(producer);
        if (batch.Sequence <= cursor.Sequence)
        {
            return AppendOutcome.Duplicate;
        }

        if (batch.Deltas.Count > 0 && !_dayZones.TryAdd(batch.Service, batch.DayZone.Id) && _dayZones[batch.Service] != batch.DayZone.Id)
        {
            throw new DayZoneException(batch.Service, _dayZones[batch.Service], batch.DayZone.Id);
        }

        DateTimeOffset? newest = cursor.NewestBucket;
        foreach (SeriesDelta delta in batch.Deltas)
        {
            (string, string) id = (batch.Service, delta.Series);
            if (!_series.TryGetValue(id, out StoredSeries? series))
            {
                _series.Add(id, series = new StoredSeries());
            }

            series.Add(delta.Bucket, delta.Tiers, batch.DayZone);
            newest = newest > delta.Bucket.Start ? newest : delta.Bucket.Start.ToUniversalTime();
        }

        _producers[producer] = new ProducerCursor(batch.Sequence, newest);
        return AppendOutcome.Applied;
    }

    private async IAsyncEnumerable<SeriesBucket> ReadCoreAsync(
        SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        foreach (SeriesBucket bucket in Copies(query))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return bucket;
        }
    }

    private static T[] Each<T>(IReadOnlyList<SeriesQuery> queries, Func<SeriesQuery, T> read, CancellationToken cancellationToken) =>
        Array.ConvertAll(Check.Copy(queries), query =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return read(query);
        });

    /// <summary>Returns the buckets of a range in UTC, with sketches of their own if the query includes them.</summary>
    private SeriesBucket[] Copies(SeriesQuery query) =>
        Array.ConvertAll(
            Snapshot(query), bucket => StoredSeries.Copy(bucket, query.IncludeSketches ? bucket.Sketch?.Clone() : null));

    private SeriesBucket[] Snapshot(SeriesQuery query)
    {
        lock (_lock)
        {
            return _series.TryGetValue((query.Series.Service, query.Series.Name), out StoredSeries? series)
                ? series.Tier(query.Resolution).Snapshot(query.From, query.To)
                : [];
        }
    }

    private long Trim(string service)
    {
        KeyValuePair<(string Service, string Name), StoredSeries>[] own = [.. _series.Where(one => one.Key.Service == service)];
        if (own.Length == 0 || !_services.TryGetValue(service, out KeptService? kept))
        {
            return 0;
        }

        DateTimeOffset now = _horizon.Advance(
            service,
            kept.Horizon,
            kept.TrimmedBy,
            tier => own.Min(one => one.Value.Tier(tier).OldestStart),
            own.Max(one => one.Value.NewestStart));
        _services[service] = kept with { Horizon = now, TrimmedBy = kept.Retention };
        TimeZoneInfo zone = DayZone.Find(service, _dayZones.GetValueOrDefault(service));
        long removed = 0;
        foreach (((string, string) id, StoredSeries series) in own)
        {
            foreach (SeriesResolution tier in StoredSeries.Resolutions)
            {
                removed += series.Tier(tier).RemoveBefore(kept.Retention.OldestKept(tier, now, zone));
                series.Tier(tier).RemoveSketchesBefore(kept.Retention.OldestSketch(tier, now, zone));
            }

            if (series.IsEmpty)
            {
                _series.Remove(id);
            }
        }

        DateTimeOffset hours = kept.Retention.OldestKept(SeriesResolution.Hour, now, zone);
        foreach (((string Service, string) producer, ProducerCursor cursor) in _producers)
        {
            if (producer.Service == service && cursor.NewestBucket < hours)
            {
                _producers.Remove(producer);
            }
        }

        return removed;
    }

    /// <summary>The retention of a service, and the horizon and the retention of its last trim.</summary>
    private sealed record KeptService(SeriesRetention Retention, DateTimeOffset? Horizon, SeriesRetention? TrimmedBy);
}
