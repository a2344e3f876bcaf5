using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Counts the units of a budget over a recent window: events, or time slices, of which the newest may be incomplete. Unmeasured slices
/// count as the objective specifies, from the same slice on as in the budget: the start of the window if anything was measured before it
/// within the window of the budget, otherwise the first measured slice.
/// </summary>
internal sealed class BurnWindow(SloDefinition slo, TimeSpan length, ExcludedTime excluded)
{
    private readonly TimeSliceBudgeting? _slices = slo.Budgeting as TimeSliceBudgeting;
    private readonly SlidingWindow _units = new(length, slo);
    private DateTimeOffset _slice;
    private WindowTotals _running;

    public void Add(in SeriesBucket bucket)
    {
        if (_slices is null)
        {
            _units.Add(bucket.WithoutSketch());
            return;
        }

        DateTimeOffset slice = _slices.StartOf(bucket.Start);
        if (_running.Buckets > 0 && slice != _slice)
        {
            _units.Add(Unit(_slices));
            _running = default;
        }

        _slice = slice;
        _running.Add(in bucket);
    }

    public BurnReading At(DateTimeOffset now, decimal? periodTotal = null)
    {
        WindowTotals totals = _units.At(now);
        if (_slices is null)
        {
            return BurnReading.Of(slo, length, in totals, periodTotal);
        }

        DateTimeOffset start = BucketGrid.StartOf(slo.Budgeting, now, length);
        DateTimeOffset? before = _units.LastRemoved;
        if (_running.Buckets > 0 && _slice >= start)
        {
            totals.Add(Unit(_slices));
        }
        else if (_running.Buckets > 0)
        {
            before = _slice;
        }

        long missing = totals.Buckets == 0 ? 0 : Elapsed(_slices, start, before, now) - totals.Buckets;
        long bad = totals.Count - totals.Good + (_slices.Missing == MissingSlice.Bad ? missing : 0);
        long total = totals.Count + (_slices.Missing == MissingSlice.Exclude ? 0 : missing);
        return BurnReading.Of(slo, length, total, bad, totals.Buckets, periodTotal);
    }

    /// <summary>Returns the number of slices that count in a window with measurements.</summary>
    private long Elapsed(TimeSliceBudgeting slices, DateTimeOffset start, DateTimeOffset? before, DateTimeOffset now)
    {
        DateTimeOffset known = slices.StartOf(
            BucketGrid.ResolutionFor(slo.Window, slo.Budgeting).StartOf(now - slo.Window.NominalLength));
        DateTimeOffset first = before >= known ? start : _units.First ?? _slice;

        // The running slice counts once somebody measured in it: until then it is not missing but young.
        DateTimeOffset end = slices.StartOf(now);
        end = _slice < end ? end : _slice + slices.Length;
        return ((end - first).Ticks / slices.Length.Ticks) - excluded.WholeUnits(new TimeRange(first, end), slices.Length);
    }

    /// <summary>Returns the incomplete slice as one unit, or as none if it is empty and does not count.</summary>
    private SeriesBucket Unit(TimeSliceBudgeting slices)
    {
        bool counts = _running.Count > 0 || slices.Missing != MissingSlice.Exclude;
        bool good = _running.Count > 0 ? slices.IsGood(slo.Indicator, in _running) : slices.Missing == MissingSlice.Good;
        return new SeriesBucket(_slice, counts ? 1 : 0, counts && good ? 1 : 0);
    }
}
