using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Determines what the history of one objective reads, and counts it. No clock, no I/O.</summary>
internal sealed class HistoryPlan
{
    /// <summary>The number of ranges from which on one query for all hours is smaller than a query for each range.</summary>
    private const int MaxRanges = 32;

    private readonly SloMoment _moment;
    private readonly TimeRange[] _periods;
    private readonly bool _countsDays;

    public HistoryPlan(SloMoment moment, HistoryStep step, TimeRange[] periods)
    {
        _moment = moment;
        _periods = periods;
        _countsDays = step != HistoryStep.Hour && moment.Slo.Budgeting is OccurrenceBudgeting;
        NotCounted = NotCountedOf(moment);
        Ranges = periods.Length == 0 ? [] : [.. RangesOf()];
    }

    /// <summary>Gets the ranges to read.</summary>
    public IReadOnlyList<CountedRanges> Ranges { get; }

    /// <summary>
    /// Gets the time that does not count: excluded time, and the part of the present window before its last reset. Earlier windows were not
    /// reset by it.
    /// </summary>
    public ExcludedTime NotCounted { get; }

    /// <summary>Counts the periods from what was read.</summary>
    public PeriodCount[] Count(ReadOnlySpan<Counted> read)
    {
        if (_periods.Length == 0)
        {
            return [];
        }

        (SloDefinition slo, DateTimeOffset now, _) = _moment;
        return _countsDays
            ? PeriodCounter.OfDays(
                slo, _periods, read[0].Span, read.Length > 1 ? read[1].Span : [], read.Length > 1 ? read[2].Span : [], NotCounted, now)
            : slo.Budgeting is TimeSliceBudgeting slices
                ? PeriodCounter.OfSlices(slo, slices, _periods, read[0].Span, now, NotCounted)
                : PeriodCounter.OfEvents(slo, _periods, read[0].Span);
    }

    private static ExcludedTime NotCountedOf(SloMoment moment) => moment.Ledger.Corrections.CountsFrom is { } from
        ? ExcludedTime.Of(
            [.. moment.Ledger.Corrections.Excluded, new TimeRange(ErrorBudget.BucketsFor(moment.Slo, moment.Now).Start, from)])
        : moment.Ledger.Excluded;

    private IEnumerable<CountedRanges> RangesOf()
    {
        SloDefinition slo = _moment.Slo;
        var range = new TimeRange(_periods[0].Start, _periods[^1].End);
        if (!_countsDays)
        {
            SeriesResolution tier = BucketGrid.NeedsMinutes(slo.Budgeting) ? SeriesResolution.Minute : SeriesResolution.Hour;
            yield return new CountedRanges(slo, [new SeriesQuery(slo.SeriesId, tier, range.Start, range.End)], NotCounted);
            yield break;
        }

        yield return new CountedRanges(
            slo, [new SeriesQuery(slo.SeriesId, SeriesResolution.Day, range.Start, range.End)], ExcludedTime.None);
        TimeRange[] hours = [.. NotCounted.WholeHours(PeriodCounter.Elapsed(range, _moment.Now))];
        if (hours.Length == 0)
        {
            yield break;
        }

        SeriesQuery[] queries =
        [
            .. (hours.Length > MaxRanges ? [new TimeRange(hours[0].Start, hours[^1].End)] : hours)
                .Select(one => new SeriesQuery(slo.SeriesId, SeriesResolution.Hour, one.Start, one.End)),
        ];
        yield return new CountedRanges(slo, queries, ExcludedTime.None);
        yield return new CountedRanges(slo, queries, NotCounted);
    }
}
