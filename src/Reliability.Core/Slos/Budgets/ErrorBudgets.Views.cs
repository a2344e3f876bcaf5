using Reliability.Common.Internal;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <content>The budgets of another time, or with another ledger.</content>
public sealed partial class ErrorBudgets
{
    private static readonly TimeSpan Reach = TimeSpan.FromDays(366);

    /// <summary>The time from which minutes are kept, for a view of the past; <see langword="null"/> for the present.</summary>
    private readonly DateTimeOffset? _minutesFrom;

    /// <summary>Initializes a view of other budgets.</summary>
    private ErrorBudgets(
        ErrorBudgets of,
        ISeriesStore store,
        DateTimeOffset? minutesFrom,
        TimeProvider clock,
        IBudgetCorrections? corrections,
        FeedJudge feeds)
    {
        _store = store;
        _timeProvider = clock;
        _corrections = corrections;
        _counted = new CountedBuckets(store, corrections);
        _histories = new BudgetHistories(store, _counted);
        _abandoned = new AbandonedEvents(store);
        _feeds = feeds;
        _retention = of._retention;
        _recent = new RecentBuckets(store, _counted, _retention.Sketches);
        _replayLimits = new ReplayLimits(store, _retention);
        _objectives = of._objectives;
        _minutesFrom = minutesFrom;
        Documents = of.Documents;
    }

    /// <inheritdoc/>
    public IErrorBudgets AsOf(DateTimeOffset at)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        at = Past(at, now);
        DateTimeOffset minutes = _minutesFrom ?? now - _retention.Minutes;
        var past = new PastSeries(_store, at, hasMinutes: SeriesResolution.Hour.StartOf(at) >= minutes);
        return new ErrorBudgets(this, past, minutes, new StoppedClock(at), _corrections?.AsOf(at), new FeedJudge(past, feeds: null));
    }

    /// <inheritdoc/>
    public IErrorBudgets Assuming(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        IBudgetCorrections ledger = _corrections ?? throw new InvalidOperationException("These budgets have no ledger.");
        return new ErrorBudgets(this, _store, _minutesFrom, _timeProvider, ledger.Assuming(entry), _feeds);
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> GetFirstMeasuredAsync(
        IReadOnlyList<string> slos, CancellationToken cancellationToken = default)
    {
        SloDefinition[] named = Named(slos);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        DateTimeOffset from = SeriesResolution.Hour.StartOf(now - Reach);
        DateTimeOffset to = SeriesResolution.Hour.StartOf(now).AddHours(1);
        IReadOnlyList<SeriesSummary> sums = named.Length == 0 ? [] : await _store.SummarizeAsync(
            Array.ConvertAll(named, slo => new SeriesQuery(slo.SeriesId, SeriesResolution.Hour, from, to)), cancellationToken)
            .ConfigureAwait(false);
        return sums.Where(sum => sum.BucketCount > 0).Min(sum => (DateTimeOffset?)sum.Total.Start);
    }

    /// <summary>
    /// Returns the buckets that burn rates and alerts evaluate: none if the minutes of a part of their windows are no longer kept, because a
    /// part of a window would pass for the whole.
    /// </summary>
    private ReadOnlySpan<SeriesBucket> Recent(SloMoment moment, Counted recent) =>
        _minutesFrom is { } from && RecentPlan.StartOf(moment.Slo, moment.Now) < from ? [] : recent.Span;

    private static DateTimeOffset Past(DateTimeOffset at, DateTimeOffset now)
    {
        DateTimeOffset oldest = now - Reach;
        Check.That(at <= now && at >= oldest, at, $"The time must be from {oldest:u} to now ({now:u}).", nameof(at));
        return at.ToUniversalTime();
    }
}
