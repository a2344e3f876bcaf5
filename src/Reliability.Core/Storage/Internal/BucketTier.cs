using System.Runtime.InteropServices;

namespace Reliability.Storage.Internal;

/// <summary>
/// The buckets of one series at one resolution, ordered by start. A stored sketch never changes (merging creates a new one), so a snapshot
/// may share it.
/// </summary>
internal sealed class BucketTier
{
    private readonly List<SeriesBucket> _buckets = [];

    public bool IsEmpty => _buckets.Count == 0;

    public DateTimeOffset? OldestStart => _buckets.Count == 0 ? null : _buckets[0].Start;

    public DateTimeOffset? NewestStart => _buckets.Count == 0 ? null : _buckets[^1].Start;

    public void Add(in SeriesBucket bucket)
    {
        int index = LowerBound(bucket.Start.UtcTicks);
        if (index < _buckets.Count && _buckets[index].Start == bucket.Start)
        {
            _buckets[index] = _buckets[index].Merge(bucket);
        }
        else
        {
            _buckets.Insert(index, bucket);
        }
    }

    public SeriesBucket[] Snapshot(DateTimeOffset from, DateTimeOffset to)
    {
        int first = LowerBound(from.UtcTicks);
        return CollectionsMarshal.AsSpan(_buckets)[first..LowerBound(to.UtcTicks)].ToArray();
    }

    /// <summary>Removes the buckets that start before <paramref name="start"/> and returns their number.</summary>
    public int RemoveBefore(DateTimeOffset start)
    {
        int count = LowerBound(start.UtcTicks);
        _buckets.RemoveRange(0, count);
        return count;
    }

    /// <summary>Removes the sketches of the buckets that start before <paramref name="start"/>.</summary>
    public void RemoveSketchesBefore(DateTimeOffset start)
    {
        foreach (ref SeriesBucket bucket in CollectionsMarshal.AsSpan(_buckets)[..LowerBound(start.UtcTicks)])
        {
            bucket = bucket.WithoutSketch();
        }
    }

    /// <summary>Returns the index of the first bucket that starts at or after <paramref name="ticks"/>.</summary>
    private int LowerBound(long ticks)
    {
        ReadOnlySpan<SeriesBucket> buckets = CollectionsMarshal.AsSpan(_buckets);

        // Nearly every addition belongs to the last bucket or comes after it.
        if (buckets.IsEmpty || buckets[^1].Start.UtcTicks < ticks)
        {
            return buckets.Length;
        }

        int low = 0;
        int high = buckets.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (buckets[middle].Start.UtcTicks < ticks)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
