using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.Slos.Tests;

/// <summary>A store over dictionaries that counts what is read from it.</summary>
internal sealed class ListSeriesStore : ISeriesStore
{
    private readonly SortedDictionary<(string Series, SeriesResolution Tier, DateTimeOffset Start), SeriesBucket> _buckets = new(
        Comparer<(string Series, SeriesResolution Tier, DateTimeOffset Start)>.Create((a, b) =>
            string.CompareOrdinal(a.Series, b.Series) is not 0 and var names ? names
                : a.Tier != b.Tier ? a.Tier.CompareTo(b.Tier) : a.Start.CompareTo(b.Start)));

    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);

    public List<SeriesQuery> Queries { get; } = [];

    public int RowsRead { get; private set; }

    public void Put(SloDefinition slo, params SeriesBucket[] minutes)
    {
        foreach (SeriesBucket minute in minutes)
        {
            foreach (SeriesResolution tier in (ReadOnlySpan<SeriesResolution>)[SeriesResolution.Minute, SeriesResolution.Hour])
            {
                (string, SeriesResolution, DateTimeOffset) key = (slo.SeriesId.ToString(), tier, tier.StartOf(minute.Start));
                SeriesBucket bucket = minute with { Start = key.Item3 };
                _buckets[key] = _buckets.TryGetValue(key, out SeriesBucket old) ? old.Merge(in bucket) : bucket;
            }
        }
    }

    /// <summary>Forgets minutes.</summary>
    public void Trim(DateTimeOffset before)
    {
        foreach ((string Series, SeriesResolution Tier, DateTimeOffset Start) key in _buckets.Keys.Where(key => key.Tier == SeriesResolution.Minute && key.Start < before).ToArray())
        {
            _buckets.Remove(key);
        }
    }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        string producer = $"{batch.Service}/{batch.ProducerId}";
        if (_sequences.GetValueOrDefault(producer) >= batch.Sequence)
        {
            return ValueTask.FromResult(AppendOutcome.Duplicate);
        }

        _sequences[producer] = batch.Sequence;
        foreach (SeriesDelta delta in batch.Deltas)
        {
            Put(SloDefinition.Availability(delta.Series, 99) with { Service = batch.Service }, delta.Bucket);
        }

        return ValueTask.FromResult(AppendOutcome.Applied);
    }

    public async IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Queries.Add(query);
        await ValueTask.CompletedTask;
        foreach (((string series, SeriesResolution tier, DateTimeOffset start), SeriesBucket bucket) in _buckets)
        {
            if (series == query.Series.ToString() && tier == query.Resolution && start >= query.From && start < query.To)
            {
                RowsRead++;
                yield return query.IncludeSketches ? bucket : bucket.WithoutSketch();
            }
        }
    }

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_sequences.GetValueOrDefault($"{service}/{producerId}"));

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken) =>
        throw new NotSupportedException("These tests keep everything.");

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken) => new((SeriesRetention?)null);

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken) => ValueTask.FromResult(0L);

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("These tests know their series.");

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("These tests know their producers.");

}
