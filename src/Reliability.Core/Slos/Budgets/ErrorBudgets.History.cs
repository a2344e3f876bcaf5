using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <content>The histories of budgets and burn rates.</content>
public sealed partial class ErrorBudgets
{
    /// <summary>The number of histories that are read together, which limits the memory for their buckets.</summary>
    private const int MaxHistories = 100;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BudgetHistory>> GetHistoriesAsync(
        IReadOnlyList<string> slos, HistoryStep historyStep, TimeRange range, CancellationToken cancellationToken = default)
    {
        SloDefinition[] named = Named(slos);
        HistoryGrid.Require(historyStep, range);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        List<BudgetHistory> all = new(named.Length);
        foreach (SloDefinition[] some in named.Chunk(MaxHistories))
        {
            var asked = new (SloMoment Moment, TimeRange[] Periods)[some.Length];
            for (int i = 0; i < some.Length; i++)
            {
                TimeZoneInfo zone = await _histories.ZoneOfAsync(some[i].Service, historyStep, cancellationToken).ConfigureAwait(false);
                TimeRange[] periods = HistoryGrid.Periods(historyStep, range, zone, now);
                TimeRange window = ErrorBudget.BucketsFor(some[i], now);
                TimeRange known = periods.Length == 0
                    ? window
                    : new TimeRange(Min(periods[0].Start, window.Start), Max(periods[^1].End, window.End));
                LedgerView ledger = await ViewAsync(some[i], now, known, null, cancellationToken).ConfigureAwait(false);
                asked[i] = (new SloMoment(some[i], now, ledger), periods);
            }

            all.AddRange(await _histories.ReadAsync(
                asked, historyStep, range, moments => StatusesAsync(moments, cancellationToken), cancellationToken).ConfigureAwait(false));
        }

        return all;
    }

    /// <inheritdoc/>
    public async ValueTask<BurnHistory> GetBurnHistoryAsync(
        string slo, TimeRange range, int maxPoints, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = _objectives.Get(slo);
        Check.That(range.End >= range.Start, range, "The range must not end before it starts.", nameof(range));
        Check.That(
            range.Length <= HistoryGrid.MaxRange,
            range,
            $"A history must not be longer than {HistoryGrid.MaxRange.TotalDays} days.",
            nameof(range));
        Check.Between(maxPoints, 1, BurnTimeline.MaxPoints);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        DateTimeOffset[] times = BurnTimeline.TimesOf(range, now, maxPoints);
        if (times.Length == 0 || range.Start.UtcTicks < HistoryGrid.MaxRange.Ticks * 2)
        {
            // Nothing is measured in the future, nor in the first years of the calendar.
            return new BurnTimeline(definition, ExcludedTime.None, range, [], []).Complete();
        }

        DateTimeOffset from = RecentPlan.StartOf(definition, range.Start);
        SeriesQuery? earlier = RecentPlan.Earlier(definition, range.Start);
        var known = new TimeRange(earlier?.From ?? from, times[^1]);
        LedgerView ledger = await ViewAsync(definition, now, known, null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ReplayedRule> limits =
            await _replayLimits.OfAsync(definition, range.Start, now, cancellationToken).ConfigureAwait(false);
        var timeline = new BurnTimeline(definition, ledger.Excluded, range, times, limits);
        if (earlier is not null)
        {
            // The last hour of the budget's window that was measured before shows from which slice on unmeasured slices count.
            IReadOnlyList<IReadOnlyList<SeriesBucket>> hours = await _store.ReadAsync([earlier], cancellationToken).ConfigureAwait(false);
            foreach (SeriesBucket hour in hours[0].Reverse()
                .Where(one => !ledger.Excluded.Touches(one.Start, TimeSpan.FromHours(1)))
                .Take(1))
            {
                timeline.Add(in hour);
            }
        }

        var query = new SeriesQuery(definition.SeriesId, SeriesResolution.Minute, from, times[^1]);
        await foreach (SeriesBucket bucket in _store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (!ledger.Excluded.Covers(bucket.Start, TimeSpan.FromMinutes(1)))
            {
                timeline.Add(in bucket);
            }
        }

        return timeline.Complete();
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
