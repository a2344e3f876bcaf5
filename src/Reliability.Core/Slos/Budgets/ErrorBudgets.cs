using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Evaluates the budgets of objectives from the data in a store. This type is thread-safe.</summary>
public sealed class ErrorBudgets : IErrorBudgets
{
    private readonly ISeriesStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _minutesKept;
    private readonly IBudgetCorrections? _corrections;
    private readonly CountedBuckets _counted;
    private readonly AbandonedEvents _abandoned;
    private readonly FeedJudge _feeds;
    private readonly KnownObjectives _objectives;

    /// <summary>Initializes a new instance of the <see cref="ErrorBudgets"/> class.</summary>
    /// <param name="store">The store of the measurements. The service does not dispose it.</param>
    /// <param name="objectives">The objectives, each with a unique name.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <param name="retention">
    /// The retention of the store's tiers, or <see langword="null"/> for <see cref="SeriesRetention.Default"/>. No objective may require
    /// more.
    /// </param>
    /// <param name="corrections">
    /// The ledger of the budgets, or <see langword="null"/> for no corrections.
    /// </param>
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
        BudgetLedger? corrections = null,
        Func<string, IReadOnlyList<FeedStatus>>? feeds = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(objectives);
        _store = store;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _corrections = corrections;
        _counted = new CountedBuckets(store, corrections);
        _abandoned = new AbandonedEvents(store);
        _feeds = new FeedJudge(store, feeds);
        var all = new SloSet(objectives, retention);
        _minutesKept = all.Retention.Minutes;
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
    public async ValueTask<BudgetStatus> GetStatusAsync(string slo, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = _objectives.Get(slo);
        return await PresentAsync(definition, _timeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesAsync(string? service = null, CancellationToken cancellationToken = default) =>
        EachAsync(service, (slo, now) => PresentAsync(slo, now, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<BudgetStatus> ReplayAsync(
        string slo,
        DateTimeOffset at,
        DateTimeOffset? knownAt = null,
        CancellationToken cancellationToken = default)
    {
        SloDefinition definition = _objectives.Get(slo);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        DateTimeOffset oldest = now - TimeSpan.FromDays(366);
        Check.That(at <= now && at >= oldest, at, $"The time must be from {oldest:u} to now ({now:u}).", nameof(at));
        at = at.ToUniversalTime();
        TimeRange counted = ErrorBudget.BucketsFor(definition, at);
        LedgerView ledger = await ViewAsync(definition, at, counted, knownAt ?? at, cancellationToken).ConfigureAwait(false);
        return await StatusAsync(definition, at, ledger, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<SloReport> GetReportAsync(string slo, CancellationToken cancellationToken = default) =>
        ReportAsync(_objectives.Get(slo), _timeProvider.GetUtcNow(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SloReport>> GetReportsAsync(string? service = null, CancellationToken cancellationToken = default) =>
        EachAsync(service, (slo, now) => ReportAsync(slo, now, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertReading>> GetAlertReadingsAsync(string slo, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = _objectives.Get(slo);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        LedgerView ledger = await ViewAsync(definition, now, RecentRange(definition, now), null, cancellationToken).ConfigureAwait(false);
        using BucketBuffer recent =
            await RecentBuckets.ReadAsync(_counted, definition, now, ledger.Excluded, cancellationToken).ConfigureAwait(false);
        return AlertRules.Evaluate(definition, recent.Span, now, ledger.Excluded);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertEpisode>> ReplayAlertsAsync(
        string slo, TimeRange range, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = _objectives.Get(slo);
        if (range.End < range.Start)
        {
            throw Check.OutOfRange(range, "The range must not end before it starts.", nameof(range));
        }

        DateTimeOffset from = SeriesResolution.Hour.StartOf(range.Start - RecentBuckets.LongestWindow(definition));
        var query = new SeriesQuery(definition.SeriesId, SeriesResolution.Minute, from, range.End)
        {
            IncludeSketches = definition.Alerts.Any(rule => rule.NeedsSketches),
        };
        DateTimeOffset now = _timeProvider.GetUtcNow();
        LedgerView ledger = await ViewAsync(definition, now, new TimeRange(from, range.End), null, cancellationToken).ConfigureAwait(false);
        var timeline = new AlertTimeline(definition, ledger.Excluded);
        await foreach (SeriesBucket bucket in _store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (!ledger.Excluded.Covers(bucket.Start, TimeSpan.FromMinutes(1)))
            {
                timeline.Add(in bucket);
            }
        }

        // The future is not part of the history: windows that empty after now would clear or fire alerts that never happened.
        return
        [
            .. timeline.Complete(range.End < now ? range.End : now).Where(e => e.ClearedAt is not { } cleared || cleared > range.Start),
        ];
    }

    private async ValueTask<SloReport> ReportAsync(SloDefinition slo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        TimeRange alerts = RecentRange(slo, now);
        TimeRange counted = ErrorBudget.BucketsFor(slo, now);
        var range = new TimeRange(alerts.Start < counted.Start ? alerts.Start : counted.Start, alerts.End);
        LedgerView ledger = await ViewAsync(slo, now, range, null, cancellationToken).ConfigureAwait(false);
        using var budget = new BucketBuffer();
        int whole = await ReadBudgetAsync(budget, slo, now, ledger, cancellationToken).ConfigureAwait(false);
        using BucketBuffer recent =
            await RecentBuckets.ReadAsync(_counted, slo, now, ledger.Excluded, cancellationToken).ConfigureAwait(false);
        BudgetStatus status = await _abandoned.JudgeAsync(
            slo, ErrorBudget.Evaluate(slo, budget.Span, now, ledger, whole), ledger.NotCounted, cancellationToken).ConfigureAwait(false);
        var burn = new List<BurnReading>();
        foreach (TimeSpan window in RecentBuckets.BurnWindows)
        {
            if (window <= slo.Window.NominalLength && window <= _minutesKept)
            {
                burn.Add(BurnRate.Over(slo, recent.Span, window, now, status.Total, ledger.Excluded));
            }
        }

        return new SloReport
        {
            Status = await _feeds.JudgeAsync(slo, status, ledger.Excluded, cancellationToken).ConfigureAwait(false),
            Burn = burn,
            Alerts = AlertRules.Evaluate(slo, recent.Span, now, ledger.Excluded),
            Forecast = Forecast.Evaluate(slo, budget.Span, now, status),
        };
    }

    private async ValueTask<BudgetStatus> PresentAsync(SloDefinition slo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        LedgerView ledger = await ViewAsync(slo, now, ErrorBudget.BucketsFor(slo, now), null, cancellationToken).ConfigureAwait(false);
        BudgetStatus status = await StatusAsync(slo, now, ledger, cancellationToken).ConfigureAwait(false);
        return await _feeds.JudgeAsync(slo, status, ledger.Excluded, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<BudgetStatus> StatusAsync(
        SloDefinition slo, DateTimeOffset now, LedgerView ledger, CancellationToken cancellationToken)
    {
        using var buckets = new BucketBuffer();
        int whole = await ReadBudgetAsync(buckets, slo, now, ledger, cancellationToken).ConfigureAwait(false);
        BudgetStatus status = ErrorBudget.Evaluate(slo, buckets.Span, now, ledger, whole);
        return await _abandoned.JudgeAsync(slo, status, ledger.NotCounted, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<int> ReadBudgetAsync(
        BucketBuffer buckets,
        SloDefinition slo,
        DateTimeOffset now,
        LedgerView ledger,
        CancellationToken cancellationToken)
    {
        TimeRange range = ErrorBudget.BucketsFor(slo, now);
        var query = new SeriesQuery(slo.SeriesId, ErrorBudget.ResolutionFor(slo), range.Start, range.End);
        return _counted.ReadAsync(buckets, slo, query, ledger.NotCounted, cancellationToken);
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
            SeriesResolution.Hour.StartOf(now - RecentBuckets.LongestWindow(slo) - TimeSpan.FromDays(1)),
            SeriesResolution.Hour.StartOf(now) + TimeSpan.FromHours(1));

    /// <summary>Evaluates all objectives, or those of one service, at one point in time.</summary>
    private async ValueTask<IReadOnlyList<T>> EachAsync<T>(string? service, Func<SloDefinition, DateTimeOffset, ValueTask<T>> evaluate)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        List<T> all = [];
        foreach (SloDefinition slo in service is null ? _objectives.All : _objectives.OfService(service))
        {
            all.Add(await evaluate(slo, now).ConfigureAwait(false));
        }

        return all;
    }
}
