using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Groups buckets into time slices and counts the good ones. Slices start at whole multiples of their length in UTC.</summary>
internal struct SliceCounter(SloDefinition slo, TimeSliceBudgeting slices)
{
    private WindowTotals _current;
    private long _slice = -1;
    private long _first = -1;
    private long _measured;
    private long _good;
    private long _bad;

    public DateTimeOffset? LastObserved { get; private set; }

    /// <summary>Gets a value indicating whether a closed slice had events.</summary>
    public readonly bool HasEvents => _good + _bad > 0;

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

    /// <summary>Returns the counts up to a point in time, or null if nothing was measured.</summary>
    public SliceCounts? Finish(DateTimeOffset now, ExcludedTime? excluded = null)
    {
        if (_first < 0)
        {
            return null;
        }

        Close();
        // The running slice counts once somebody measured in it: until then it is not missing but young.
        long last = Math.Max(SliceOf(now) - 1, _slice);
        long elapsed = last - _first + 1 - (excluded?.WholeUnits(new TimeRange(At(_first), At(last + 1)), slices.Length) ?? 0);
        long missing = elapsed - _good - _bad;
        long good = _good + (slices.Missing == MissingSlice.Good ? missing : 0);
        long total = slices.Missing == MissingSlice.Exclude ? _good + _bad : elapsed;
        return new SliceCounts(total, good, _measured, elapsed);
    }

    private readonly DateTimeOffset At(long slice) => new(slice * slices.Length.Ticks, TimeSpan.Zero);

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
            bool good = slices.IsGood(slo.Indicator, in _current);
            _good += good ? 1 : 0;
            _bad += good ? 0 : 1;
        }

        _current = default;
    }
}
