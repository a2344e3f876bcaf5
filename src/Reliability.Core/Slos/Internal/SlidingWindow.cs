using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Maintains totals over a recent window of a series. Each bucket is added once and removed once. If the units of a budget are counted, the
/// window contains whole units.
/// </summary>
/// <param name="length">The length of the window.</param>
/// <param name="counted">The objective whose units are counted; null if single buckets are.</param>
/// <param name="tier">The tier to which the start of the window is aligned; null for that of its length.</param>
internal sealed class SlidingWindow(TimeSpan length, SloDefinition? counted = null, SeriesResolution? tier = null)
{
    private readonly Queue<SeriesBucket> _buckets = new();
    private WindowTotals _totals;
    private bool _isInexact;

    public IEnumerable<SeriesBucket> Buckets => _buckets;

    /// <summary>Gets the start of the oldest bucket in the window.</summary>
    public DateTimeOffset? First => _buckets.TryPeek(out SeriesBucket oldest) ? oldest.Start : null;

    /// <summary>Gets the start of the newest bucket that was removed from the window.</summary>
    public DateTimeOffset? LastRemoved { get; private set; }

    public void Add(in SeriesBucket bucket)
    {
        _buckets.Enqueue(bucket);
        _totals.Add(in bucket);
        _isInexact |= !_totals.IsExact;
    }

    public ref readonly WindowTotals At(DateTimeOffset now)
    {
        DateTimeOffset start = counted is not null ? BucketGrid.StartOf(counted.Budgeting, now, length)
            : (tier ?? BucketGrid.ResolutionFor(length)).StartOf(now - length);
        bool isShorter = false;
        while (_buckets.TryPeek(out SeriesBucket oldest) && oldest.Start < start)
        {
            SeriesBucket gone = _buckets.Dequeue();
            if (!_isInexact)
            {
                _totals.Remove(in gone);
            }

            LastRemoved = gone.Start;
            isShorter = true;
        }

        if (isShorter && (_isInexact || _buckets.Count == 0))
        {
            Recount();
        }

        return ref _totals;
    }

    /// <summary>Adds the buckets again: a rounded sum, or a count that reached its limit, cannot be undone by subtraction.</summary>
    private void Recount()
    {
        _totals = default;
        foreach (SeriesBucket bucket in _buckets)
        {
            _totals.Add(in bucket);
        }

        _isInexact = !_totals.IsExact;
    }
}
