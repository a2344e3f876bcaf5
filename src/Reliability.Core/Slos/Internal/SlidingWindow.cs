using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Running totals over the last stretch of a series: each bucket is added once and removed once.</summary>
internal sealed class SlidingWindow(TimeSpan length)
{
    private readonly Queue<SeriesBucket> _buckets = new();
    private WindowTotals _totals;

    public TimeSpan Length => length;

    public IEnumerable<SeriesBucket> Buckets => _buckets;

    public void Add(in SeriesBucket bucket)
    {
        _buckets.Enqueue(bucket);
        _totals.Add(in bucket);
    }

    public ref readonly WindowTotals At(DateTimeOffset now)
    {
        DateTimeOffset start = BucketGrid.StartOf(now, length);
        while (_buckets.TryPeek(out SeriesBucket oldest) && oldest.Start < start)
        {
            _totals.Remove(_buckets.Dequeue());
        }

        if (_buckets.Count == 0)
        {
            _totals = default;
        }

        return ref _totals;
    }
}
