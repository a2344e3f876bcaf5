namespace Reliability;

/// <summary>The names of the metrics and activities that the library reports about itself, for example to OpenTelemetry.</summary>
public static class ReliabilityDiagnostics
{
    /// <summary>The name of the Meter.</summary>
    public const string MeterName = "Reliability";

    /// <summary>The name of the ActivitySource.</summary>
    public const string ActivitySourceName = "Reliability";

    /// <summary>Activity: one attempt to send the recorded events to the store.</summary>
    public const string RecorderFlushActivity = "reliability.recorder.flush";

    /// <summary>Activity: one attempt to send the events of experiments to the store.</summary>
    public const string ExperimentFlushActivity = "reliability.experiments.flush";

    /// <summary>
    /// Activity: one round of a background job, with the tag <c>reliability.job</c>: alerts, ledger, guardrails or retention.
    /// </summary>
    public const string JobRoundActivity = "reliability.job.round";

    /// <summary>
    /// Activity of kind client: one attempt of a notifier to deliver a notification, with the tags <c>reliability.notifier</c>,
    /// <c>reliability.service</c> and <c>reliability.slo</c>.
    /// </summary>
    public const string NotificationActivity = "reliability.notification.deliver";

    /// <summary>Counter, {event}: events handed to the recorder.</summary>
    public const string RecordedEvents = "reliability.recorder.recorded";

    /// <summary>Counter, {event}: events that the store has acknowledged.</summary>
    public const string FlushedEvents = "reliability.recorder.flushed";

    /// <summary>Gauge, {event}: events in memory.</summary>
    public const string PendingEvents = "reliability.recorder.pending";

    /// <summary>Counter, {event}: events dropped, with the tag <c>reason</c>: too_old, in_future, buffer_full or stopped.</summary>
    public const string DroppedEvents = "reliability.recorder.dropped";

    /// <summary>Counter, {call}: calls that recorded nothing because a value is not a number or is outside its range.</summary>
    public const string RejectedCalls = "reliability.recorder.rejected";

    /// <summary>Histogram, s: how long flushes took, with the tag <c>outcome</c>: stored or failed.</summary>
    public const string FlushDuration = "reliability.recorder.flush.duration";

    /// <summary>Gauge, 1: 1 while the store accepts writes, 0 while it does not; absent before the first write.</summary>
    public const string StoreHealthy = "reliability.store.healthy";

    /// <summary>
    /// Counter of <see cref="double"/>, {event}: events of an objective that this process recorded, with the tags <c>slo</c>,
    /// <c>service</c> and <c>outcome</c>: good or bad. Both are reported from 0. A score counts as the objective counts it, as the share of
    /// a good event that it is of the scale: 4 of 5 adds 0.8 to good and 0.2 to bad.
    /// </summary>
    public const string SloEvents = "reliability.slo.events";

    /// <summary>Gauge, 1: the share of an objective's budget that remains, with the tags <c>slo</c> and <c>service</c>.</summary>
    public const string BudgetRemaining = "reliability.slo.budget.remaining";

    /// <summary>Gauge, 1: an objective's burn rate over the last hour, with the tags <c>slo</c> and <c>service</c>.</summary>
    public const string BurnRate = "reliability.slo.burn_rate";

    /// <summary>
    /// Gauge, 1: 1 for each source of an objective's events that has appeared in this process, 0 for one that has not, with the tags
    /// <c>slo</c>, <c>kind</c> and <c>feed</c>.
    /// </summary>
    public const string FeedConnected = "reliability.feed.connected";

    /// <summary>
    /// Counter, {transition}: alerts that fired or resolved, with the tags <c>transition</c> (fired or resolved), <c>severity</c> (page or
    /// ticket), <c>slo</c> and <c>service</c>.
    /// </summary>
    public const string AlertTransitions = "reliability.alert.transitions";

    /// <summary>
    /// Gauge, {alert}: alerts that fire now, whichever process raised them, with the tags <c>slo</c>, <c>service</c> and <c>severity</c>
    /// (page or ticket); 0 while none does.
    /// </summary>
    public const string AlertsFiring = "reliability.alert.firing";

    /// <summary>
    /// Gauge, s: how long ago each job that this process declares was last done, by this process or another, with the tags <c>job</c>,
    /// <c>item</c> and <c>service</c>.
    /// </summary>
    public const string JobLateness = "reliability.job.lateness";

    /// <summary>Counter, {event}: exposures, conversions and values handed to the experiment tracker.</summary>
    public const string ExperimentEventsTracked = "reliability.experiments.tracked";

    /// <summary>
    /// Counter, {event}: events of experiments that the store has processed, with the tag <c>outcome</c>: enrolled, crossed, counted,
    /// duplicate, other_variant, of_crossed, unexposed or superseded.
    /// </summary>
    public const string ExperimentEventsSettled = "reliability.experiments.settled";

    /// <summary>Gauge, {event}: events of experiments in memory.</summary>
    public const string ExperimentEventsPending = "reliability.experiments.pending";

    /// <summary>Counter, {event}: events of experiments that were dropped because memory was full.</summary>
    public const string ExperimentEventsDropped = "reliability.experiments.dropped";

    /// <summary>Counter, {decision}: draws used for units of sticky experiments because the store was unavailable.</summary>
    public const string ExperimentFallBacks = "reliability.experiments.fallbacks";

    /// <summary>
    /// Counter, {call}: calls without effect, with the tag <c>kind</c>, which names what was invalid: unit, variant or value; or store if a
    /// unit of a sticky experiment got no variant because the store was unavailable.
    /// </summary>
    public const string ExperimentCallsRejected = "reliability.experiments.rejected";

    /// <summary>
    /// Counter, {call}: calls (not units), with the tags <c>kind</c> (impression or conversion), <c>experiment</c>, <c>variant</c> and
    /// <c>service</c>. Suited for a chart, not for a verdict.
    /// </summary>
    public const string ExperimentCalls = "reliability.experiments.calls";

    /// <summary>
    /// Counter, {rollback}: experiments that this process rolled back automatically because a guardrail was broken, with the tags
    /// <c>experiment</c> and <c>service</c>.
    /// </summary>
    public const string ExperimentRollbacks = "reliability.experiments.rollbacks";

    /// <summary>
    /// Gauge, s: how long ago the experiments that the process uses were read. It grows while the store is unavailable, and is absent
    /// before the first read.
    /// </summary>
    public const string ExperimentsAge = "reliability.experiments.age";
}
