using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Folds buckets into time slices and counts the good ones. Slices start at whole multiples of their length in UTC.</summary>
internal struct SliceCounter(SloDefinition slo, TimeSliceBudgeting slices)
{
    private WindowTotals _current;
    private long _slice = -1;
    private long _first = -1;
    private long _measured;
    private long _good;
    private long _bad;

    public DateTimeOffset? LastObserved { get; private set; }

    public void Add(in SeriesBucket bucket)
    {
        long slice = SliceOf(bucket.Start);
        if (slice != _slice)
        {
            Close();
            _slice = slice;
            _first = _first < 0 ? slice : _first;
        }

        _current.Add(in bucket);
        LastObserved = bucket.Start;
    }

    /// <summary>The counts up to a moment, or null when nothing was measured.</summary>
    public SliceCounts? Finish(DateTimeOffset now)
    {
        if (_first < 0)
        {
            return null;
        }

        Close();
        long elapsed = Math.Max(SliceOf(now), _slice) - _first + 1;
        long missing = elapsed - _good - _bad;
        long good = _good + (slices.Missing == MissingSlice.Good ? missing : 0);
        long total = slices.Missing == MissingSlice.Exclude ? _good + _bad : elapsed;
        return new SliceCounts(total, good, _measured, elapsed);
    }

    private readonly long SliceOf(DateTimeOffset instant) => instant.UtcTicks / slices.Length.Ticks;

    private void Close()
    {
        if (_current.Buckets == 0)
        {
            return;
        }

        _measured++;
        if (_current.Count > 0)
        {
            bool good = slo.Indicator.Credit(in _current) * 100 >= slices.SliceTarget * _current.Count;
            _good += good ? 1 : 0;
            _bad += good ? 0 : 1;
        }

        _current = default;
    }
}
