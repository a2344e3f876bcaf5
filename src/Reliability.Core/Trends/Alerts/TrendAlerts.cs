using Reliability.Alerting;
using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Storage;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <summary>
/// Judges the metrics that have a <see cref="TrendRule"/> once a day, and notifies of those that degrade. Only the process that holds the
/// claim to a metric judges it, so that ten processes notify once.
/// </summary>
/// <remarks>
/// A metric is judged after its day is over, and again when a shift of it was accepted. In between, a round reads what is stored of the
/// alerts and of the accepted shifts, and no values.
/// </remarks>
public sealed class TrendAlerts : ITrendAlerts, IReleaseCheck
{
    /// <summary>The <see cref="JobSubject.Kind"/> of a metric.</summary>
    public const string SubjectKind = "metric";

    /// <summary>The name of the job of judging <see cref="Watched"/> metrics, for <see cref="JobCoordinator.Declare"/>.</summary>
    public const string JobName = "trends";

    /// <summary>
    /// Gets the source of the alerts about trends, so that <see cref="AlertEvaluator.Sources"/> lists those whose rule was removed.
    /// </summary>
    public static AlertSourceJob SourceJob { get; } = new() { Source = JobName, SubjectKind = SubjectKind, JobName = JobName };

    /// <summary>
    /// The usual interval between two rounds: 5 minutes. It delays an attempt to deliver, and the effect of an acceptance.
    /// </summary>
    public static readonly TimeSpan RoundInterval = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The time after the end of a day at which it is judged: 15 minutes, so that the last values of all processes are stored.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(15);

    private readonly MetricTrends _trends;
    private readonly TimeProvider _timeProvider;
    private readonly SourcedAlerts _alerts;
    private readonly Dictionary<JobSubject, MetricDefinition> _metrics;

    /// <summary>Initializes a new instance. Nothing is read or written yet.</summary>
    /// <param name="trends">The metrics and their accepted shifts.</param>
    /// <param name="documents">The store of the alerts, in a document for each metric. It is not disposed.</param>
    /// <param name="events">The store of the history, in the stream <c>alerts</c> of each service. It is not disposed.</param>
    /// <param name="notifiers">The notifiers to call.</param>
    /// <param name="timeProvider">The clock. Default: the system clock.</param>
    /// <exception cref="ArgumentException">
    /// A metric with a rule states no better direction. Two notifiers have the same name, or the name of a notifier is not valid.
    /// </exception>
    public TrendAlerts(
        MetricTrends trends,
        IDocumentStore documents,
        IEventLog events,
        IEnumerable<IAlertNotifier> notifiers,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(trends);
        ArgumentNullException.ThrowIfNull(notifiers);
        _trends = trends;
        _timeProvider = timeProvider ?? TimeProvider.System;
        IAlertNotifier[] all = [.. notifiers];
        MetricDefinition[] watched = [.. trends.Metrics.Where(metric => metric.TrendRule is not null)];
        if (watched.SelectMany(metric => metric.Validate()).FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(trends));
        }

        _metrics = watched.ToDictionary(metric => SubjectOf(metric, all));
        Watched = [.. _metrics.Keys];
        _alerts = new SourcedAlerts(new Source(this), documents, events, all, _timeProvider);
    }

    /// <summary>Gets the metrics that have a rule, as this process defines them.</summary>
    public IReadOnlyList<JobSubject> Watched { get; }

    /// <summary>Judges metrics whose day is over, then notifies of changes.</summary>
    /// <param name="claims">The claims to <see cref="Watched"/> metrics.</param>
    /// <param name="cancellationToken">Cancels the round. The next round continues.</param>
    /// <returns>The outcome for each metric.</returns>
    /// <exception cref="StoreException">Nothing could be read or written.</exception>
    /// <exception cref="KeyNotFoundException">A claim names a metric that has no rule.</exception>
    public ValueTask<AlertRound> RunAsync(IReadOnlyList<JobClaim> claims, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return claims.FirstOrDefault(claim => !_metrics.ContainsKey(claim.Subject)) is { } lost
            ? throw new KeyNotFoundException(
                Names.Unknown("metric with a trend rule", lost.Subject.Name, _metrics.Values.Select(metric => metric.Name)))
            : _alerts.RunAsync(claims, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlertStatus>> GetCurrentAsync(CancellationToken cancellationToken = default) =>
        [.. (await _alerts.ReadAsync(Watched, cancellationToken).ConfigureAwait(false)).SelectMany(StatusOf)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<UndeliveredNotification>> GetUndeliveredAsync(CancellationToken cancellationToken = default) =>
        [
            .. (await _alerts.ReadAsync(Watched, cancellationToken).ConfigureAwait(false))
                .SelectMany(one => one.Undelivered)
                .OrderByDescending(one => one.GivenUpAt),
        ];

    /// <summary>
    /// Returns the alerts that fire and whose rule objects at the gate, with the code <see cref="GateReasonCodes.MetricDegraded"/>.
    /// </summary>
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        return (await CheckEachAsync([service], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Returns the alerts that fire and whose rule objects at the gate, of each of many services.</summary>
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IReadOnlyList<GateReason>>> CheckEachAsync(
        IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        var asked = Check.Copy(services).ToHashSet(StringComparer.Ordinal);
        JobSubject[] objecting =
            [.. Watched.Where(one => asked.Contains(one.Service) && _metrics[one].TrendRule!.AtGate != GateVerdict.Allow)];
        IReadOnlyList<AlertSourceState> states = await _alerts.ReadAsync(objecting, cancellationToken).ConfigureAwait(false);
        ILookup<string, GateReason> reasons = states
            .SelectMany(state => state.Alerts.Where(alert => alert.State == AlertState.Firing).Select(alert => (state.Subject, alert)))
            .ToLookup(one => one.Subject.Service, one => ReasonOf(_metrics[one.Subject], one.alert), StringComparer.Ordinal);
        return [.. services.Select(service => (IReadOnlyList<GateReason>)[.. reasons[service]])];
    }

    private static GateReason ReasonOf(MetricDefinition metric, AlertStatus alert) => new()
    {
        Verdict = metric.TrendRule!.AtGate,
        Code = GateReasonCodes.MetricDegraded,
        Slo = metric.Objective?.Name,
        Message = $"The metric '{metric.Name}' degrades. {alert.Explanation} {alert.ClearsWhen}",
    };

    private static JobSubject SubjectOf(MetricDefinition metric, IReadOnlyList<IAlertNotifier> notifiers) => new()
    {
        Service = metric.Service,
        Kind = SubjectKind,
        Name = metric.Name,
        Definition = Check.Text(
            $"{metric.Kind}, {metric.AnalyzedFigure}, {metric.Direction}, from {metric.MinimumEffect * 100:0.####} %; ")
            + $"{metric.TrendRule!.Describe()}; notifiers: "
            + string.Join(", ", notifiers.Select(one => one.Name).Order(StringComparer.Ordinal)),
    };

    /// <summary>Returns the alerts of a metric. One that was never judged is unknown.</summary>
    private IEnumerable<AlertStatus> StatusOf(AlertSourceState state) => state.Alerts.Count > 0
        ? state.Alerts
        :
        [
            new AlertStatus
            {
                Service = state.Subject.Service,
                Slo = state.Subject.Name,
                Rule = TrendWatch.TrendRuleName,
                Severity = _metrics[state.Subject].TrendRule!.Severity,
                State = AlertState.Unknown,
                Explanation = "The metric was not judged yet.",
                ClearsWhen = "The metric is judged after its day is over.",
            },
        ];

    /// <summary>The source of the decisions.</summary>
    private sealed class Source(TrendAlerts owner) : IAlertSource
    {
        public string Name => JobName;

        public async ValueTask<IReadOnlyList<AlertSourceDecision?>> JudgeAsync(
            IReadOnlyList<AlertSourceState> subjects, CancellationToken cancellationToken)
        {
            var decisions = new AlertSourceDecision?[subjects.Count];
            TrendState[] states = [.. subjects.Select(one => TrendState.Read(one.State, one.Subject.Name))];
            string[] services = [.. subjects.Select(one => one.Subject.Service).Distinct(StringComparer.Ordinal)];
            ILookup<string, AcceptedShift> accepted =
                await Acceptances.ReadAsync(owner._trends.Events, services, cancellationToken).ConfigureAwait(false);
            var days = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            foreach (string service in services)
            {
                days.Add(service, await owner._trends.TodayAsync(service, cancellationToken).ConfigureAwait(false));
            }

            DateTimeOffset now = owner._timeProvider.GetUtcNow();
            int[] due = [.. Enumerable.Range(0, subjects.Count).Where(i => IsDue(subjects[i].Subject, states[i]))];
            if (due.Length == 0)
            {
                return decisions;
            }

            MetricDefinition[] metrics = Array.ConvertAll(due, i => owner._metrics[subjects[i].Subject]);
            TrendRequest[] requests = Array.ConvertAll(
                metrics,
                one => new TrendRequest { Metric = one.Name, Days = one.TrendRule!.Days, Options = one.TrendRule.Options });
            IReadOnlyList<TrendReport> reports =
                await owner._trends.ReportEachAsync(metrics, requests, cancellationToken).ConfigureAwait(false);
            for (int k = 0; k < due.Length; k++)
            {
                JobSubject subject = subjects[due[k]].Subject;
                decisions[due[k]] = Decide(reports[k], states[due[k]], [.. accepted[subject.Name]], days[subject.Service], now);
            }

            return decisions;

            bool IsDue(JobSubject subject, TrendState state) =>
                state.Changes != Changes(accepted[subject.Name])
                || (now >= days[subject.Service] + Settling && !(state.JudgedThrough >= days[subject.Service]));
        }

        /// <summary>Counts acceptances and withdrawals, none of which is ever removed.</summary>
        private static int Changes(IEnumerable<AcceptedShift> accepted) => accepted.Sum(one => one.IsInForce ? 1 : 2);

        private static AlertSourceDecision Decide(
            TrendReport report, TrendState before, AcceptedShift[] accepted, DateTimeOffset today, DateTimeOffset now)
        {
            TrendRule rule = report.Metric.TrendRule!;
            (TrendState next, IReadOnlyList<AlertNotification> transitions) = TrendWatch.Next(before, rule, report, accepted, now);

            // A day that does not count yet is judged later, even if an acceptance was considered in the meantime.
            next = next with
            {
                Changes = Changes(accepted),
                JudgedThrough = now >= today + Settling ? today : before.JudgedThrough,
            };
            return new AlertSourceDecision
            {
                State = next.Write(),
                Alerts = TrendWatch.Alerts(next, rule, report, now),
                Transitions = transitions,
            };
        }
    }
}
