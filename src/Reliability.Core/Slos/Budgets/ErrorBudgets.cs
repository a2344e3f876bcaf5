using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Evaluates the budgets of objectives from the data in a store. This type is thread-safe.</summary>
public sealed partial class ErrorBudgets : IErrorBudgets
{
    /// <summary>The number of objectives that are evaluated together, which limits the memory for their buckets.</summary>
    private const int MaxTogether = 500;

    private readonly ISeriesStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly SeriesRetention _retention;
    private readonly ReplayLimits _replayLimits;
    private readonly IBudgetCorrections? _corrections;
    private readonly CountedBuckets _counted;
    private readonly RecentBuckets _recent;
    private readonly AbandonedEvents _abandoned;
    private readonly FeedJudge _feeds;
    private readonly KnownSeasons _seasons = new();
    private readonly KnownObjectives _objectives;
    private readonly BudgetHistories _histories;

    /// <summary>Initializes a new instance of the <see cref="ErrorBudgets"/> class.</summary>
    /// <param name="store">The store of the measurements. The service does not dispose it.</param>
    /// <param name="objectives">The objectives, each with a unique name.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <param name="retention">
    /// The retention of the store's tiers, or <see langword="null"/> for <see cref="SeriesRetention.Default"/>. No objective may require
    /// more.
    /// </param>
    /// <param name="corrections">The ledger of the budgets, such as a <see cref="BudgetLedger"/>, or null for no corrections.</param>
    /// <param name="feeds">
    /// Returns the sources that feed an objective in this process, such as <see cref="ReliabilityRecorder.GetFeeds(string)"/>, or
    /// <see langword="null"/> if this process does not record.
    /// </param>
    /// <exception cref="ArgumentException">
    /// An objective is not valid, requires more data than the retention keeps, or has the same name as another one.
    /// </exception>
    public ErrorBudgets(
        ISeriesStore store,
        IEnumerable<SloDefinition> objectives,
        TimeProvider? timeProvider = null,
        SeriesRetention? retention = null,
        IBudgetCorrections? corrections = null,
        Func<string, IReadOnlyList<FeedStatus>>? feeds = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(objectives);
        _store = store;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _corrections = corrections;
        _counted = new CountedBuckets(store, corrections);
        _histories = new BudgetHistories(store, _counted);
        _abandoned = new AbandonedEvents(store);
        _feeds = new FeedJudge(store, feeds);
        var all = new SloSet(objectives, retention);
        _retention = all.Retention;
        _recent = new RecentBuckets(store, _counted, _retention.Sketches);
        _replayLimits = new ReplayLimits(store, _retention);
        IReadOnlyList<string> problems = all.Validate();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(objectives));
        }

        _objectives = new KnownObjectives(all.Objectives);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SloDefinition> Objectives => _objectives.All;

    /// <inheritdoc/>
    public IReadOnlyList<SloDefinition> GetObjectives(string service) => _objectives.OfService(service);

    /// <inheritdoc/>
    public async ValueTask<BudgetStatus> GetStatusAsync(string slo, CancellationToken cancellationToken = default) =>
        (await GetStatusesByNameAsync([slo], cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesByNameAsync(
        IReadOnlyList<string> slos, CancellationToken cancellationToken = default) =>
        EachAsync(Named(slos), (some, now) => PresentAsync(some, now, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesAsync(string? service = null, CancellationToken cancellationToken = default) =>
        EachAsync(OfService(service), (slos, now) => PresentAsync(slos, now, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<BudgetStatus> ReplayAsync(
        string slo,
        DateTimeOffset at,
        DateTimeOffset? knownAt = null,
        CancellationToken cancellationToken = default)
    {
        SloDefinition definition = _objectives.Get(slo);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        at = Past(at, now);
        TimeRange counted = ErrorBudget.BucketsFor(definition, at);
        LedgerView ledger = await ViewAsync(definition, at, counted, knownAt ?? at, cancellationToken).ConfigureAwait(false);
        return (await StatusesAsync([new SloMoment(definition, at, ledger)], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <inheritdoc/>
    public async ValueTask<SloReport> GetReportAsync(string slo, CancellationToken cancellationToken = default) =>
        (await ReportsAsync([_objectives.Get(slo)], _timeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SloReport>> GetReportsAsync(string? service = null, CancellationToken cancellationToken = default) =>
        EachAsync(OfService(service), (slos, now) => ReportsAsync(slos, now, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertReading>> GetAlertReadingsAsync(string slo, CancellationToken cancellationToken = default) =>
        (await GetAlertReadingsByNameAsync([slo], cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<AlertReading>>> GetAlertReadingsByNameAsync(
        IReadOnlyList<string> slos, CancellationToken cancellationToken = default) =>
        EachAsync<IReadOnlyList<AlertReading>>(Named(slos), async (some, now) =>
        {
            SloMoment[] moments = await MomentsAsync(some, now, RecentRange, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Counted> recent = await _recent.ReadAsync(moments, includesBurn: false, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Counted> hours = await _recent.ReadSketchedHoursAsync(moments, cancellationToken).ConfigureAwait(false);
            return [.. moments.Select((moment, i) => AlertsOf(moment, recent[i], hours[i]))];
        });

    /// <inheritdoc/>
    public async ValueTask<AlertReplay> ReplayAlertsAsync(
        string slo, TimeRange range, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = _objectives.Get(slo);
        if (range.End < range.Start)
        {
            throw Check.OutOfRange(range, "The range must not end before it starts.", nameof(range));
        }

        DateTimeOffset from = SeriesResolution.Hour.StartOf(range.Start - RecentPlan.MaxWindow(definition));
        var query = new SeriesQuery(definition.SeriesId, SeriesResolution.Minute, from, range.End)
        {
            IncludeSketches = definition.Alerts.Any(rule => rule.NeedsSketches),
        };
        DateTimeOffset now = _timeProvider.GetUtcNow();
        LedgerView ledger = await ViewAsync(definition, now, new TimeRange(from, range.End), null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ReplayedRule> rules =
            await _replayLimits.OfAsync(definition, range.Start, now, cancellationToken).ConfigureAwait(false);
        var timeline = new AlertTimeline(definition, ledger.Excluded, [.. rules.Select(rule => EvaluatedSince(rule, range.Start))]);
        await foreach (SeriesBucket bucket in _store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (!ledger.Excluded.Covers(bucket.Start, TimeSpan.FromMinutes(1)))
            {
                timeline.Add(in bucket);
            }
        }

        // The future is not part of the history: windows that empty after now would clear or fire alerts that never happened.
        IReadOnlyList<AlertEpisode> episodes = timeline.Complete(range.End < now ? range.End : now);
        return new AlertReplay
        {
            Episodes = [.. episodes.Where(e => e.ClearedAt is not { } cleared || cleared > range.Start)],
            Rules = rules,
        };
    }

    private async ValueTask<IReadOnlyList<SloReport>> ReportsAsync(
        IReadOnlyList<SloDefinition> slos, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SloMoment[] moments = await MomentsAsync(slos, now, ReportedRange, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Counted> budgets =
            await _counted.ReadAsync(Array.ConvertAll(moments, BudgetRanges), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Counted> recent = await _recent.ReadAsync(moments, includesBurn: true, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Counted> hours = await _recent.ReadSketchedHoursAsync(moments, cancellationToken).ConfigureAwait(false);
        BudgetStatus[] measured =
        [
            .. moments.Select((moment, i) =>
                ErrorBudget.Evaluate(moment.Slo, budgets[i].Span, now, moment.Ledger, budgets[i].HoursCountedWhole)),
        ];
        await _abandoned.JudgeAsync(moments, measured, cancellationToken).ConfigureAwait(false);
        BudgetStatus[] judged = [.. measured];
        await _feeds.JudgeAsync(moments, judged, cancellationToken).ConfigureAwait(false);
        return
        [
            .. moments.Select((moment, i) => new SloReport
            {
                Status = judged[i],
                Burn = [.. BurnOf(moment, recent[i], measured[i].Total)],
                Alerts = AlertsOf(moment, recent[i], hours[i]),
                Forecast = Forecast.Evaluate(moment.Slo, budgets[i].Span, now, measured[i], _seasons),
            }),
        ];
    }

    /// <summary>A rule that can be replayed for the whole range is evaluated before it too: an episode may have begun then.</summary>
    private static DateTimeOffset EvaluatedSince(ReplayedRule rule, DateTimeOffset start) =>
        rule.Since is not { } since ? DateTimeOffset.MaxValue : since > start ? since : DateTimeOffset.MinValue;

    private IReadOnlyList<AlertReading> AlertsOf(SloMoment moment, Counted recent, Counted hours) =>
        AlertRules.Evaluate(moment.Slo, Recent(moment, recent), hours.Span, moment.Now, moment.Ledger.Excluded, _retention.Sketches);

    private IEnumerable<BurnReading> BurnOf(SloMoment moment, Counted recent, decimal total) => RecentPlan.BurnWindows
        .Where(window => window <= moment.Slo.Window.NominalLength && window <= _retention.Minutes)
        .Select(window => BurnRate.Over(moment.Slo, Recent(moment, recent), window, moment.Now, total, moment.Ledger.Excluded));

    private async ValueTask<IReadOnlyList<BudgetStatus>> PresentAsync(
        IReadOnlyList<SloDefinition> slos, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SloMoment[] moments = await MomentsAsync(slos, now, ErrorBudget.BucketsFor, cancellationToken).ConfigureAwait(false);
        BudgetStatus[] statuses = await StatusesAsync(moments, cancellationToken).ConfigureAwait(false);
        await _feeds.JudgeAsync(moments, statuses, cancellationToken).ConfigureAwait(false);
        return statuses;
    }

    /// <summary>Evaluates budgets from sums if nothing of them is excluded and events are counted, and otherwise from buckets.</summary>
    private async ValueTask<BudgetStatus[]> StatusesAsync(SloMoment[] moments, CancellationToken cancellationToken)
    {
        var statuses = new BudgetStatus[moments.Length];
        ILookup<bool, int> places = Enumerable.Range(0, moments.Length).ToLookup(i =>
            moments[i].Slo.Budgeting is OccurrenceBudgeting && moments[i].Ledger.NotCounted.IsEmpty);
        int[] summed = [.. places[true]];
        int[] listed = [.. places[false]];
        IReadOnlyList<SeriesSummary> sums = summed.Length == 0 ? [] : await _store.SummarizeAsync(
            Array.ConvertAll(summed, i => BudgetRanges(moments[i]).Queries[0]), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < summed.Length; i++)
        {
            SloMoment moment = moments[summed[i]];
            SeriesSummary sum = sums[i];
            statuses[summed[i]] = ErrorBudget.Evaluate(moment, BudgetCount.Of(moment.Slo, in sum, moment.Now), hoursCountedWhole: 0);
        }

        IReadOnlyList<Counted> counted =
            await _counted.ReadAsync(Array.ConvertAll(listed, i => BudgetRanges(moments[i])), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < listed.Length; i++)
        {
            SloMoment moment = moments[listed[i]];
            statuses[listed[i]] = ErrorBudget.Evaluate(
                moment.Slo, counted[i].Span, moment.Now, moment.Ledger, counted[i].HoursCountedWhole);
        }

        await _abandoned.JudgeAsync(moments, statuses, cancellationToken).ConfigureAwait(false);
        return statuses;
    }

    private static CountedRanges BudgetRanges(SloMoment moment)
    {
        TimeRange range = ErrorBudget.BucketsFor(moment.Slo, moment.Now);
        var query = new SeriesQuery(moment.Slo.SeriesId, ErrorBudget.ResolutionFor(moment.Slo), range.Start, range.End);
        return new CountedRanges(moment.Slo, [query], moment.Ledger.NotCounted);
    }

    private async ValueTask<SloMoment[]> MomentsAsync(
        IReadOnlyList<SloDefinition> slos,
        DateTimeOffset now,
        Func<SloDefinition, DateTimeOffset, TimeRange> rangeOf,
        CancellationToken cancellationToken)
    {
        var moments = new SloMoment[slos.Count];
        for (int i = 0; i < moments.Length; i++)
        {
            LedgerView ledger = await ViewAsync(slos[i], now, rangeOf(slos[i], now), null, cancellationToken).ConfigureAwait(false);
            moments[i] = new SloMoment(slos[i], now, ledger);
        }

        return moments;
    }

    private async ValueTask<LedgerView> ViewAsync(
        SloDefinition slo, DateTimeOffset now, TimeRange range, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        BudgetCorrections found = _corrections is null
            ? BudgetCorrections.None
            : await _corrections.GetAsync(slo, now, range, knownAt, cancellationToken).ConfigureAwait(false);
        return ReferenceEquals(found, BudgetCorrections.None) ? LedgerView.Empty : new LedgerView(found);
    }

    /// <summary>Returns the range that alerts and burn rates evaluate.</summary>
    private static TimeRange RecentRange(SloDefinition slo, DateTimeOffset now) =>
        new(
            SeriesResolution.Hour.StartOf(now - RecentPlan.MaxWindow(slo) - TimeSpan.FromDays(1)),
            SeriesResolution.Hour.StartOf(now) + TimeSpan.FromHours(1));

    /// <summary>Returns the range that a report evaluates.</summary>
    private static TimeRange ReportedRange(SloDefinition slo, DateTimeOffset now)
    {
        TimeRange alerts = RecentRange(slo, now);
        TimeRange counted = ErrorBudget.BucketsFor(slo, now);
        return new TimeRange(alerts.Start < counted.Start ? alerts.Start : counted.Start, alerts.End);
    }

    private SloDefinition[] Named(IReadOnlyList<string> slos) => Array.ConvertAll(Check.Copy(slos), _objectives.Get);

    private IReadOnlyList<SloDefinition> OfService(string? service) =>
        service is null ? _objectives.All : _objectives.OfService(service);

    /// <summary>Evaluates objectives at one point in time, so many at once that their number hardly matters.</summary>
    private async ValueTask<IReadOnlyList<T>> EachAsync<T>(
        IReadOnlyList<SloDefinition> slos, Func<SloDefinition[], DateTimeOffset, ValueTask<IReadOnlyList<T>>> evaluate)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        List<T> all = new(slos.Count);
        foreach (SloDefinition[] some in slos.Chunk(MaxTogether))
        {
            all.AddRange(await evaluate(some, now).ConfigureAwait(false));
        }

        return all;
    }
}
