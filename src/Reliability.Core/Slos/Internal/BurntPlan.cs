using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// What to read, and how to count it, to tell what ranges of time burnt of a budget: the bad units that the budget would not have without
/// their minutes. Minutes that are no longer kept are counted by hours. No clock, no I/O.
/// </summary>
internal sealed class BurntPlan
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SloDefinition _slo;
    private readonly IReadOnlyList<TimeRange> _parts;
    private readonly DateTimeOffset _minutesFrom;
    private readonly DateTimeOffset _windowStart;
    private readonly List<SeriesQuery> _queries = [];
    private readonly List<Run> _runs = [];

    /// <param name="slo">The objective.</param>
    /// <param name="parts">The ranges: whole minutes, in order, without overlaps.</param>
    /// <param name="minutesFrom">The whole hour from which minutes are kept.</param>
    /// <param name="windowStart">The start of the window of the budget.</param>
    public BurntPlan(SloDefinition slo, IReadOnlyList<TimeRange> parts, DateTimeOffset minutesFrom, DateTimeOffset windowStart)
    {
        _slo = slo;
        _parts = parts;
        _minutesFrom = minutesFrom;
        _windowStart = windowStart;
        var slices = slo.Budgeting as TimeSliceBudgeting;
        foreach (TimeRange part in slices is null ? parts : Slices(slices, parts))
        {
            var run = new Run(part, _queries.Count, IsEstimate: part.Start < minutesFrom);
            DateTimeOffset from = part.Start;
            if (slices?.Missing == MissingSlice.Bad)
            {
                // Unmeasured slices count from the first slice of the window that was measured.
                DateTimeOffset hour = SeriesResolution.Hour.StartOf(part.Start);
                DateTimeOffset first = SeriesResolution.Hour.StartOf(windowStart);
                AddHours(first < hour ? first : hour, hour);
                from = run.IsEstimate || windowStart > hour ? part.Start : hour;
            }

            DateTimeOffset cut = minutesFrom < part.End ? minutesFrom : CeilingOf(part.End);
            if (run.IsEstimate)
            {
                AddHours(SeriesResolution.Hour.StartOf(part.Start), cut);
            }

            DateTimeOffset minutes = run.IsEstimate ? cut : from;
            if (minutes < part.End)
            {
                _queries.Add(new SeriesQuery(slo.SeriesId, SeriesResolution.Minute, minutes, part.End));
            }

            _runs.Add(run);
        }
    }

    public IReadOnlyList<SeriesQuery> Queries => _queries;

    public static decimal BadOf(Indicator indicator, in SeriesBucket bucket)
    {
        var totals = default(WindowTotals);
        totals.Add(in bucket);
        return totals.Count - indicator.Credit(in totals);
    }

    /// <summary>
    /// Returns the minutes that are to be read if the slices that the ranges touch do not tell what was burnt, or null if they do. They do
    /// not if the window starts within the first slice; and not if unmeasured slices are bad, and the ranges hold the first minutes that
    /// somebody measured: such slices count from the first measured one, so that those after the ranges are burnt too.
    /// </summary>
    public SeriesQuery? WholeWindow(
        IReadOnlyList<IReadOnlyList<SeriesBucket>> read, ExcludedTime notCounted, DateTimeOffset end)
    {
        if (_slo.Budgeting is not TimeSliceBudgeting slices
            || _parts is not [{ } part, ..]
            || _runs is not [{ IsEstimate: false } first, ..]
            || part.Start < _windowStart
            || (first.Part.Start >= _windowStart && (slices.Missing != MissingSlice.Bad || IsMeasuredBefore(first, read, notCounted))))
        {
            return null;
        }

        DateTimeOffset from = _windowStart > _minutesFrom ? _windowStart : _minutesFrom;
        return new SeriesQuery(_slo.SeriesId, SeriesResolution.Minute, from, end);
    }

    /// <summary>Returns the bad slices that the budget would not have, from the minutes of the whole window.</summary>
    public decimal BadOf(IReadOnlyList<SeriesBucket> minutes, ExcludedTime burnt, ExcludedTime notCounted, DateTimeOffset now)
    {
        return Math.Max(0, Bad(notCounted) - Bad(ExcludedTime.Of([.. notCounted.Parts(), .. burnt.Parts()])));

        decimal Bad(ExcludedTime excluded)
        {
            BudgetCount count =
                BudgetCount.Of(_slo, [.. minutes.Where(minute => !excluded.Covers(minute.Start, Minute))], now, excluded);
            return count.Total - count.Good;
        }
    }

    public BurntBudget Count(
        IReadOnlyList<IReadOnlyList<SeriesBucket>> read,
        ExcludedTime burnt,
        ExcludedTime notCounted,
        DateTimeOffset now,
        decimal allowed)
    {
        var events = default(WindowTotals);
        decimal slices = 0;
        for (int i = 0; i < _runs.Count; i++)
        {
            Run run = _runs[i];
            int end = EndOf(i);
            List<Piece> pieces = [];
            for (int query = run.FirstQuery; query < end; query++)
            {
                bool isHour = _queries[query].Resolution == SeriesResolution.Hour;
                TimeSpan length = isHour ? Hour : Minute;
                foreach (SeriesBucket bucket in read[query])
                {
                    bool counts = !notCounted.Covers(bucket.Start, length);
                    bool isBurnt = counts
                        && (isHour ? burnt.Touches(bucket.Start, Hour) : burnt.Covers(bucket.Start, Minute));
                    bool isBefore = bucket.Start + length <= run.Part.Start;
                    if (counts)
                    {
                        pieces.Add(new Piece(bucket, isBurnt && !isBefore, isBefore));
                    }

                    if (isBurnt && !isBefore)
                    {
                        events.Add(in bucket);
                    }
                }
            }

            if (_slo.Budgeting is TimeSliceBudgeting budgeting && (!run.IsEstimate || budgeting.Length >= Hour))
            {
                slices += BadSlices(budgeting, run, pieces, notCounted, without: null, now)
                    - BadSlices(budgeting, run, pieces, notCounted, burnt, now);
            }
        }

        decimal bad = events.Count - _slo.Indicator.Credit(in events);
        return new BurntBudget
        {
            Slo = _slo.Name,
            Bad = Math.Max(0, _slo.Budgeting is TimeSliceBudgeting ? slices : bad),
            BadEvents = bad,
            Allowed = allowed,
            CountsEvents = _slo.Indicator is not (ScoreIndicator or MeasurementIndicator),
            IsEstimate = _runs.Exists(run => run.IsEstimate),
        };
    }

    /// <summary>Extends ranges to whole slices.</summary>
    private static IEnumerable<TimeRange> Slices(TimeSliceBudgeting slices, IReadOnlyList<TimeRange> parts)
    {
        TimeRange? open = null;
        foreach (TimeRange part in parts)
        {
            DateTimeOffset last = slices.StartOf(part.End.AddTicks(-1));
            var whole = new TimeRange(slices.StartOf(part.Start), last + slices.Length);
            if (open is { } before && whole.Start <= before.End)
            {
                open = before with { End = whole.End };
                continue;
            }

            if (open is { } closed)
            {
                yield return closed;
            }

            open = whole;
        }

        if (open is { } final)
        {
            yield return final;
        }
    }

    /// <summary>Counts the bad slices of a run as <see cref="SliceCounter"/> does, with or without the minutes of the ranges.</summary>
    private decimal BadSlices(
        TimeSliceBudgeting slices, Run run, List<Piece> pieces, ExcludedTime notCounted, ExcludedTime? without, DateTimeOffset now)
    {
        bool isMeasured = pieces.Exists(piece => piece.IsBefore && without?.Covers(piece.Bucket.Start, Minute) != true);
        int next = 0;
        int bad = 0;
        for (DateTimeOffset start = run.Part.Start; start < run.Part.End; start += slices.Length)
        {
            var totals = default(WindowTotals);
            for (; next < pieces.Count && pieces[next].Bucket.Start < start + slices.Length; next++)
            {
                SeriesBucket bucket = pieces[next].Bucket;
                if (!pieces[next].IsBefore && (without is null || !pieces[next].IsBurnt))
                {
                    totals.Add(in bucket);
                }
            }

            isMeasured |= totals.Buckets > 0;
            bool isOver = start + slices.Length <= now || totals.Buckets > 0;
            if (totals.Count > 0)
            {
                bad += slices.IsGood(_slo.Indicator, in totals) ? 0 : 1;
            }
            else if (slices.Missing == MissingSlice.Bad && isMeasured && isOver && !IsExcluded(start, slices.Length, notCounted, without))
            {
                bad++;
            }
        }

        return bad;
    }

    private static bool IsExcluded(DateTimeOffset start, TimeSpan length, ExcludedTime notCounted, ExcludedTime? without)
    {
        if (without is null)
        {
            return notCounted.Covers(start, length);
        }

        for (DateTimeOffset minute = start; minute < start + length; minute += Minute)
        {
            if (!notCounted.Covers(minute, Minute) && !without.Covers(minute, Minute))
            {
                return false;
            }
        }

        return true;
    }

    private static DateTimeOffset CeilingOf(DateTimeOffset at) => SeriesResolution.Hour.StartOf(at + Hour - TimeSpan.FromTicks(1));

    /// <summary>
    /// Returns whether somebody measured before the first run. An hour of which a part is excluded shows it only if its minutes are no
    /// longer kept.
    /// </summary>
    private bool IsMeasuredBefore(Run first, IReadOnlyList<IReadOnlyList<SeriesBucket>> read, ExcludedTime notCounted)
    {
        int end = EndOf(0);
        for (int query = first.FirstQuery; query < end; query++)
        {
            TimeSpan length = _queries[query].Resolution.Length();
            foreach (SeriesBucket bucket in read[query])
            {
                bool counts = bucket.Start >= _minutesFrom
                    ? !notCounted.Touches(bucket.Start, length)
                    : !notCounted.Covers(bucket.Start, length);
                if (counts && bucket.Start + length <= first.Part.Start)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Returns the number of the query after those of a run.</summary>
    private int EndOf(int run) => run + 1 < _runs.Count ? _runs[run + 1].FirstQuery : _queries.Count;

    private void AddHours(DateTimeOffset from, DateTimeOffset to)
    {
        if (from < to)
        {
            _queries.Add(new SeriesQuery(_slo.SeriesId, SeriesResolution.Hour, from, to));
        }
    }

    /// <summary>A range to count: that of an incident, or the whole slices of it.</summary>
    private sealed record Run(TimeRange Part, int FirstQuery, bool IsEstimate);

    /// <summary>A bucket that counts.</summary>
    private readonly record struct Piece(SeriesBucket Bucket, bool IsBurnt, bool IsBefore);
}
