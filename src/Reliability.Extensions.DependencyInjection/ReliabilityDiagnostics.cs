namespace Reliability;

/// <summary>The names under which the library reports on its own work, for OpenTelemetry and its like to subscribe to.</summary>
public static class ReliabilityDiagnostics
{
    /// <summary>The name of the Meter.</summary>
    public const string MeterName = "Reliability";

    /// <summary>Counter, {event}: events handed to the recorder.</summary>
    public const string RecordedEvents = "reliability.recorder.recorded";

    /// <summary>Counter, {event}: events that the store has acknowledged.</summary>
    public const string FlushedEvents = "reliability.recorder.flushed";

    /// <summary>Gauge, {event}: events in memory.</summary>
    public const string PendingEvents = "reliability.recorder.pending";

    /// <summary>Counter, {event}: events dropped, with the tag <c>reason</c>: too_old, in_future, buffer_full or stopped.</summary>
    public const string DroppedEvents = "reliability.recorder.dropped";

    /// <summary>Histogram, s: how long flushes took, with the tag <c>outcome</c>: stored or failed.</summary>
    public const string FlushDuration = "reliability.recorder.flush.duration";

    /// <summary>Gauge, 1: 1 while the store takes what it is sent, 0 while it does not; absent before it was first asked.</summary>
    public const string StoreHealthy = "reliability.store.healthy";

    /// <summary>Gauge, 1: the share of an objective's budget that remains, with the tags <c>slo</c> and <c>service</c>.</summary>
    public const string BudgetRemaining = "reliability.slo.budget.remaining";

    /// <summary>Gauge, 1: an objective's burn rate over the last hour, with the tags <c>slo</c> and <c>service</c>.</summary>
    public const string BurnRate = "reliability.slo.burn_rate";

    /// <summary>Counter: alerts that fired or resolved, by <c>transition</c>, <c>severity</c>, <c>slo</c> and <c>service</c>.</summary>
    public const string AlertTransitions = "reliability.alert.transitions";
}
