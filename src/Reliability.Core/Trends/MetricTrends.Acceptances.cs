using System.Globalization;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Storage;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <content>Accepts shifts of metrics.</content>
public sealed partial class MetricTrends
{
    /// <summary>How many times an acceptance is decided again because another one was stored at the same time.</summary>
    private const int MaxAttempts = 20;

    /// <summary>The days in which a shift that a report showed is looked for, after those of the metric's rule.</summary>
    private static readonly int[] _usualDays = [90, 30, 365];

    /// <inheritdoc/>
    public async ValueTask<AcceptedShift> AcceptShiftAsync(
        string metric, DateTimeOffset at, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        MetricDefinition definition = Find(metric);
        IEventLog log = RequireLog();
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            (IReadOnlyList<AcceptedShift> all, long position) =
                await Acceptances.ReadAsync(log, definition.Service, cancellationToken).ConfigureAwait(false);
            if (all.FirstOrDefault(one => one.Id == request.Id) is { } same)
            {
                return Repeated(same, definition, at, request);
            }

            AcceptedShift[] inForce = [.. all.Where(one => one.Metric == definition.Name && one.IsInForce)];
            MetricShift shift = await FindNewAsync(definition, at, inForce, cancellationToken).ConfigureAwait(false);
            DateTimeOffset now = AuditText.ToMicrosecond(_timeProvider.GetUtcNow());
            if (await Acceptances.TryAppendAsync(log, definition, shift, request, now, position, cancellationToken).ConfigureAwait(false)
                is { } stored)
            {
                return stored;
            }
        }

        throw new StoreException(
            $"The shift of metric '{metric}' could not be accepted, because other changes were stored at the same time. Try again.",
            isTransient: true);
    }

    /// <inheritdoc/>
    public async ValueTask<AcceptancePlan> PlanAcceptanceAsync(
        string metric, DateTimeOffset at, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        MetricDefinition definition = Find(metric);
        AcceptedShift[] inForce =
            [.. (await AcceptedAsync(definition, cancellationToken).ConfigureAwait(false)).Where(one => one.IsInForce)];
        MetricShift shift = await FindNewAsync(definition, at, inForce, cancellationToken).ConfigureAwait(false);
        AcceptedShift planned =
            Acceptances.Of(definition, shift, request, AuditText.ToMicrosecond(_timeProvider.GetUtcNow()));
        return await PlanAsync(definition, planned, inForce, [.. inForce, planned], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<AcceptancePlan> PlanWithdrawalAsync(
        string metric, string acceptanceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(acceptanceId);
        MetricDefinition definition = Find(metric);
        IReadOnlyList<AcceptedShift> all = await AcceptedAsync(definition, cancellationToken).ConfigureAwait(false);
        AcceptedShift one = FindAcceptance(all, acceptanceId);
        AcceptedShift[] inForce = [.. all.Where(other => other.IsInForce)];
        return await PlanAsync(definition, one, inForce, [.. inForce.Where(other => other.Id != one.Id)], cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<AcceptedShift> WithdrawAcceptanceAsync(
        string metric, string acceptanceId, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(acceptanceId);
        ArgumentNullException.ThrowIfNull(request);
        MetricDefinition definition = Find(metric);
        IEventLog log = RequireLog();
        IReadOnlyList<AcceptedShift> accepted = await AcceptedAsync(definition, cancellationToken).ConfigureAwait(false);
        AcceptedShift one = FindAcceptance(accepted, acceptanceId);
        return one.IsInForce
            ? await Acceptances.WithdrawAsync(
                log, one, request, AuditText.ToMicrosecond(_timeProvider.GetUtcNow()), cancellationToken).ConfigureAwait(false)
            : one;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AcceptedShift>> GetAcceptedShiftsAsync(
        string metric, CancellationToken cancellationToken = default) =>
        [.. (await AcceptedAsync(Find(metric), cancellationToken).ConfigureAwait(false)).Reverse()];

    private static AcceptedShift Repeated(AcceptedShift same, MetricDefinition metric, DateTimeOffset at, ChangeRequest request) =>
        same.Metric == metric.Name && (same.By, same.Reason) == (request.By, request.Reason)
        && (same.At == at || (same.Within.Start <= at && at <= same.Within.End))
            ? same
            : throw new ArgumentException(
                $"Acceptance '{request.Id}' of service '{same.Service}' was made before with another content, by {same.By} for metric "
                + $"'{same.Metric}'; an id names one acceptance.",
                nameof(request));

    private static InvalidOperationException Twice(AcceptedShift accepted) => new(
        $"The shift of metric '{accepted.Metric}' at {Moment(accepted.At)} was already accepted by {accepted.By} at "
        + $"{Moment(accepted.AcceptedAt)} (acceptance '{accepted.Id}'): {accepted.Reason}");

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

    private IEventLog RequireLog() => _events ?? throw new InvalidOperationException(
        $"No shift can be accepted without an event log. Set {nameof(MetricTrends)}.{nameof(Events)}.");

    private async ValueTask<IReadOnlyList<AcceptedShift>> AcceptedAsync(MetricDefinition metric, CancellationToken cancellationToken) =>
        [.. (await Acceptances.ReadAsync(_events, [metric.Service], cancellationToken).ConfigureAwait(false))[metric.Name]];

    private static AcceptedShift FindAcceptance(IReadOnlyList<AcceptedShift> all, string id) =>
        all.FirstOrDefault(one => one.Id == id)
        ?? throw new KeyNotFoundException(Names.Unknown("acceptance", id, all.Select(one => one.Id)));

    /// <summary>Finds a lasting shift that nobody accepted.</summary>
    /// <exception cref="InvalidOperationException">Somebody did.</exception>
    private async ValueTask<MetricShift> FindNewAsync(
        MetricDefinition metric, DateTimeOffset at, AcceptedShift[] inForce, CancellationToken cancellationToken)
    {
        if (Array.Find(inForce, one => one.At == at) is { } before)
        {
            throw Twice(before);
        }

        MetricShift shift = await FindShiftAsync(metric, at, inForce, cancellationToken).ConfigureAwait(false);
        return shift.Acceptance is { } accepted ? throw Twice(accepted) : shift;
    }

    /// <summary>Analyzes the days of the metric's rule twice: with the accepted shifts of now, and with those of afterwards.</summary>
    private async ValueTask<AcceptancePlan> PlanAsync(
        MetricDefinition metric,
        AcceptedShift shift,
        IReadOnlyList<AcceptedShift> before,
        IReadOnlyList<AcceptedShift> after,
        CancellationToken cancellationToken)
    {
        TimeZoneInfo zone = await ZoneAsync(metric.Service, cancellationToken).ConfigureAwait(false);
        SeriesQuery query = Query(metric, SeriesResolution.Day, metric.TrendRule?.Days ?? _usualDays[0], zone, includeSketches: true);
        IReadOnlyList<SeriesBucket> buckets = (await _store.ReadAsync([query], cancellationToken).ConfigureAwait(false))[0];
        List<TrendPoint> points = BucketPoints.Of(buckets, metric.Kind, metric.AnalyzedFigure);
        return new AcceptancePlan { Shift = shift, Before = Analyze(before), After = Analyze(after) };

        TrendReport Analyze(IReadOnlyList<AcceptedShift> accepted) => Trend.Analyze(
            metric,
            new TrendSeries { Points = points, Zone = zone, AcceptedShifts = accepted },
            (metric.TrendRule?.Options ?? _options) with { ForecastLength = TimeSpan.Zero });
    }

    /// <summary>
    /// Finds a lasting shift, by its time or by a time within its interval: in the days of the metric's rule, or else in those of the usual
    /// reports, because the days that are analyzed decide which shifts are significant.
    /// </summary>
    private async ValueTask<MetricShift> FindShiftAsync(
        MetricDefinition metric, DateTimeOffset at, AcceptedShift[] inForce, CancellationToken cancellationToken)
    {
        int[] tried = [.. new[] { metric.TrendRule?.Days ?? _usualDays[0] }.Concat(_usualDays).Distinct()];
        TimeZoneInfo zone = await ZoneAsync(metric.Service, cancellationToken).ConfigureAwait(false);
        SeriesQuery query = Query(metric, SeriesResolution.Day, tried.Max(), zone, includeSketches: true);
        IReadOnlyList<SeriesBucket> buckets = (await _store.ReadAsync([query], cancellationToken).ConfigureAwait(false))[0];
        List<TrendPoint> points = BucketPoints.Of(buckets, metric.Kind, metric.AnalyzedFigure);
        List<MetricShift> known = [];
        foreach (int days in tried)
        {
            DateTimeOffset from = Query(metric, SeriesResolution.Day, days, zone, includeSketches: false).From;
            TrendReport report = Trend.Analyze(
                metric,
                new TrendSeries { Points = [.. points.Where(point => point.Start >= from)], Zone = zone, AcceptedShifts = inForce },
                metric.TrendRule?.Options ?? _options);
            MetricShift[] lasting = [.. report.Shifts.Where(SameShift.IsLasting)];
            if ((Array.Find(lasting, shift => shift.At == at)
                ?? lasting.Where(shift => shift.Within.Start <= at && at <= shift.Within.End)
                    .MinBy(shift => (shift.At - at).Duration())) is { } found)
            {
                return found;
            }

            known.AddRange(lasting.Where(shift => known.TrueForAll(one => one.At != shift.At)));
        }

        string listed = known.Count == 0
            ? "It has no lasting shift."
            : $"Its lasting shifts are at {string.Join(", ", known.Select(shift => Moment(shift.At)).Order(StringComparer.Ordinal))}.";
        throw new ArgumentException($"Metric '{metric.Name}' has no lasting shift at {Moment(at)}. {listed}", nameof(at));
    }
}
