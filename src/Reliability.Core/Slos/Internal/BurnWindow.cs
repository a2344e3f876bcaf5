using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// The units of a budget over the last stretch of a series: events, or time slices, of which the newest may still be running.
/// </summary>
internal sealed class BurnWindow(SloDefinition slo, TimeSpan length)
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
            return BurnRate.Read(slo, length, in totals, periodTotal);
        }

        if (_running.Buckets > 0 && _slice >= BucketGrid.StartOf(slo, now, length))
        {
            totals.Add(Unit(_slices));
        }

        return BurnRate.Read(slo, length, totals.Count, totals.Count - totals.Good, totals.Buckets, periodTotal);
    }

    /// <summary>The running slice as one unit, or as none if it is empty and does not count.</summary>
    private SeriesBucket Unit(TimeSliceBudgeting slices)
    {
        bool counts = _running.Count > 0 || slices.Missing != MissingSlice.Exclude;
        bool good = _running.Count > 0 ? slices.IsGood(slo, in _running) : slices.Missing == MissingSlice.Good;
        return new SeriesBucket(_slice, counts ? 1 : 0, counts && good ? 1 : 0);
    }
}
