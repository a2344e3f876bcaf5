using System.Collections.Frozen;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Loads what the pure algorithms need and calls them. Safe for concurrent use.</summary>
public sealed class ErrorBudgets : IErrorBudgets
{
    private static readonly TimeSpan[] BurnWindows = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(3)];

    private readonly ISeriesStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly ReleasePolicy _policy;
    private readonly TimeSpan _minutesKept;
    private readonly FrozenDictionary<string, SloDefinition> _byName;

    /// <summary>Creates the service.</summary>
    /// <param name="store">Where the measurements are. It is not disposed.</param>
    /// <param name="objectives">The objectives, each with a name of its own.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    /// <param name="retention">How long the store keeps its tiers; the default when left out. An objective must not need more.</param>
    /// <param name="policy">The release policy; the default when left out.</param>
    /// <exception cref="ArgumentException">An objective is not valid, needs more than is kept, or shares its name with another.</exception>
    public ErrorBudgets(
        ISeriesStore store,
        IEnumerable<SloDefinition> objectives,
        TimeProvider? timeProvider = null,
        SeriesRetention? retention = null,
        ReleasePolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(objectives);
        _store = store;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _policy = policy ?? ReleasePolicy.Default;
        Objectives = [.. objectives];
        retention ??= SeriesRetention.Default;
        _minutesKept = retention.Minutes;
        IReadOnlyList<string> problems = Validate(Objectives, retention);
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(objectives));
        }

        _byName = Objectives.ToFrozenDictionary(slo => slo.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SloDefinition> Objectives { get; }

    /// <summary>Checks objectives one by one, against each other, and against what is kept.</summary>
    /// <param name="objectives">The objectives.</param>
    /// <param name="retention">How long the store keeps its tiers.</param>
    /// <returns>What is wrong, one sentence each; empty when nothing is.</returns>
    public static IReadOnlyList<string> Validate(IReadOnlyList<SloDefinition> objectives, SeriesRetention retention)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(retention);
        return [.. SloSet.Problems(objectives, retention)];
    }

    /// <inheritdoc/>
    public async ValueTask<BudgetStatus> GetStatusAsync(string slo, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = Get(slo);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        using BucketBuffer buckets = await ReadBudgetAsync(definition, now, cancellationToken).ConfigureAwait(false);
        return ErrorBudget.Evaluate(definition, buckets.Span, now);
    }

    /// <inheritdoc/>
    public ValueTask<SloReport> GetReportAsync(string slo, CancellationToken cancellationToken = default) =>
        ReportAsync(Get(slo), _timeProvider.GetUtcNow(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertReading>> GetAlertsAsync(string slo, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = Get(slo);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        using BucketBuffer recent = await RecentBuckets.ReadAsync(_store, definition, now, cancellationToken).ConfigureAwait(false);
        return AlertRules.Evaluate(definition, recent.Span, now);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertEpisode>> GetAlertHistoryAsync(
        string slo, TimeRange range, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = Get(slo);
        if (range.End < range.Start)
        {
            throw new ArgumentOutOfRangeException(nameof(range), range, "A range must not end before it starts.");
        }

        var timeline = new AlertTimeline(definition);
        DateTimeOffset from = SeriesResolution.Hour.StartOf(range.Start - RecentBuckets.LongestWindow(definition));
        var query = new SeriesQuery(definition.SeriesId, SeriesResolution.Minute, from, range.End)
        {
            IncludeSketches = definition.Alerts.Any(rule => rule.NeedsSketches),
        };
        await foreach (SeriesBucket bucket in _store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            timeline.Add(in bucket);
        }

        // What has not been measured yet is not history: emptying windows would clear or fire alerts that nobody saw.
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return [.. timeline.Complete(range.End < now ? range.End : now).Where(e => e.ClearedAt is not { } cleared || cleared > range.Start)];
    }

    /// <inheritdoc/>
    public async ValueTask<GateDecision> DecideReleaseAsync(string? service = null, CancellationToken cancellationToken = default)
    {
        if (service is not null)
        {
            Require.Service(Objectives, service);
        }

        DateTimeOffset now = _timeProvider.GetUtcNow();
        var reports = new List<SloReport>();
        foreach (SloDefinition slo in Objectives)
        {
            if (service is null || slo.Service == service)
            {
                reports.Add(await ReportAsync(slo, now, cancellationToken).ConfigureAwait(false));
            }
        }

        return ReleaseGate.Decide(reports, now, _policy);
    }

    private async ValueTask<SloReport> ReportAsync(SloDefinition slo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using BucketBuffer budget = await ReadBudgetAsync(slo, now, cancellationToken).ConfigureAwait(false);
        using BucketBuffer recent = await RecentBuckets.ReadAsync(_store, slo, now, cancellationToken).ConfigureAwait(false);
        BudgetStatus status = ErrorBudget.Evaluate(slo, budget.Span, now);
        var burn = new List<BurnReading>();
        foreach (TimeSpan window in BurnWindows)
        {
            if (window <= slo.Window.NominalLength && window <= _minutesKept)
            {
                burn.Add(BurnRate.Over(slo, recent.Span, window, now, status.Total));
            }
        }

        return new SloReport
        {
            Status = status,
            Burn = burn,
            Alerts = AlertRules.Evaluate(slo, recent.Span, now),
            Forecast = Forecast.Evaluate(slo, budget.Span, now),
        };
    }

    private ValueTask<BucketBuffer> ReadBudgetAsync(SloDefinition slo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        TimeRange range = ErrorBudget.BucketsFor(slo, now);
        return BucketBuffer.ReadAsync(_store, new SeriesQuery(slo.SeriesId, ErrorBudget.ResolutionFor(slo), range.Start, range.End), cancellationToken);
    }

    private SloDefinition Get(string slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return _byName.TryGetValue(slo, out SloDefinition? definition)
            ? definition
            : throw new KeyNotFoundException($"No objective is named '{slo}'. Declared are: {SloSet.Names(Objectives)}.");
    }
}
