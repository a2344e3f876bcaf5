using System.Collections.Concurrent;
using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Reads the histories of many objectives in a few calls.</summary>
internal sealed class BudgetHistories(ISeriesStore store, CountedBuckets counted)
{
    private readonly ConcurrentDictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);

    /// <summary>Returns the time zone of the days of a service. It is read once, because the store never changes it.</summary>
    public async ValueTask<TimeZoneInfo> ZoneOfAsync(string service, HistoryStep step, CancellationToken cancellationToken)
    {
        if (step == HistoryStep.Hour)
        {
            return TimeZoneInfo.Utc;
        }

        if (_zones.TryGetValue(service, out TimeZoneInfo? known))
        {
            return known;
        }

        string? stored = await store.GetDayZoneAsync(service, cancellationToken).ConfigureAwait(false);
        TimeZoneInfo zone = DayZone.Find(service, stored);
        return stored is null ? zone : _zones.GetOrAdd(service, zone);
    }

    /// <summary>Returns the histories of objectives.</summary>
    /// <param name="asked">The objectives and the periods of each.</param>
    /// <param name="step">The length of the periods.</param>
    /// <param name="range">The requested range.</param>
    /// <param name="statusesOf">Returns the statuses of objectives, of whose budgets adjustments return a share.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask<IReadOnlyList<BudgetHistory>> ReadAsync(
        IReadOnlyList<(SloMoment Moment, TimeRange[] Periods)> asked,
        HistoryStep step,
        TimeRange range,
        Func<SloMoment[], ValueTask<BudgetStatus[]>> statusesOf,
        CancellationToken cancellationToken)
    {
        HistoryPlan[] plans = [.. asked.Select(one => new HistoryPlan(one.Moment, step, one.Periods))];
        Counted[] read =
        [
            .. await counted.ReadAsync([.. plans.SelectMany(plan => plan.Ranges)], cancellationToken).ConfigureAwait(false),
        ];
        SloMoment[] sharing =
        [
            .. asked.Where(one => one.Periods.Length > 0 && one.Moment.Ledger.Corrections.BudgetShare != 0).Select(one => one.Moment),
        ];
        Dictionary<string, decimal> allowed = (sharing.Length == 0 ? [] : await statusesOf(sharing).ConfigureAwait(false))
            .ToDictionary(status => status.Slo, status => status.Allowed, StringComparer.Ordinal);
        var histories = new BudgetHistory[plans.Length];
        int next = 0;
        for (int i = 0; i < plans.Length; i++)
        {
            (SloMoment moment, TimeRange[] periods) = asked[i];
            PeriodCount[] counts = plans[i].Count(read.AsSpan(next, plans[i].Ranges.Count));
            next += plans[i].Ranges.Count;
            histories[i] = new BudgetHistory
            {
                Slo = moment.Slo.Name,
                Service = moment.Slo.Service,
                Step = step,
                Range = periods.Length == 0 ? range : new TimeRange(periods[0].Start, periods[^1].End),
                Periods = PeriodsOf(moment, periods, counts, plans[i].NotCounted, allowed.GetValueOrDefault(moment.Slo.Name)),
            };
        }

        return histories;
    }

    private static BudgetPeriod[] PeriodsOf(
        SloMoment moment, TimeRange[] periods, PeriodCount[] counts, ExcludedTime notCounted, decimal allowed)
    {
        // Adjustments never move units into or out of the present window.
        DateTimeOffset start = moment.Slo.Window.At(moment.Now).Start;
        int first = Math.Max(0, HistoryGrid.PlaceOf(periods, start));
        var before = new PeriodAdjustments(periods[..first], counts[..first]);
        var since = new PeriodAdjustments(periods[first..], counts[first..]);
        LedgerEntry[] entries =
        [
            .. moment.Ledger.Corrections.Adjustments.Select(entry => entry.From < start ? entry with { BudgetShare = 0 } : entry),
        ];
        before.Apply(entries, allowed);
        since.Apply(entries, allowed);
        var result = new BudgetPeriod[periods.Length];
        for (int i = 0; i < result.Length; i++)
        {
            (PeriodAdjustments adjusted, int place) = i < first ? (before, i) : (since, i - first);
            result[i] = PeriodOf(moment, periods[i], counts[i], adjusted.GoodOf(place), adjusted.BadOf(place), notCounted);
        }

        return result;
    }

    private static BudgetPeriod PeriodOf(
        SloMoment moment, TimeRange period, PeriodCount count, decimal good, decimal bad, ExcludedTime notCounted)
    {
        decimal total = good + bad;
        TimeRange elapsed = PeriodCounter.Elapsed(period, moment.Now);
        return new BudgetPeriod
        {
            Start = period.Start,
            End = period.End,
            Total = total,
            Good = good,
            AdjustedBad = bad - (count.Total - count.Good),
            IsMeasured = count.IsMeasured,
            ExcludedShare = (decimal)notCounted.Length(elapsed).Ticks / elapsed.Length.Ticks,
            IsMet = total > 0 ? good / total * 100 >= moment.Slo.Target || bad <= ErrorBudget.Allowed(moment.Slo, total) : null,
        };
    }
}
