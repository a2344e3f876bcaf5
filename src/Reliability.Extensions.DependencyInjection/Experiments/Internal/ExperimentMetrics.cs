using System.Diagnostics.Metrics;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>The metrics of experiments on the Meter of a setup.</summary>
internal sealed class ExperimentMetrics
{
    private readonly ExperimentTracker _tracker;
    private readonly Counter<long> _rollbacks;

    public ExperimentMetrics(Meter meter, ExperimentTracker tracker, TrackedExperiments tracked, TimeProvider timeProvider)
    {
        _tracker = tracker;
        meter.CreateObservableCounter(
            ReliabilityDiagnostics.ExperimentEventsTracked,
            () => tracker.Statistics.Tracked,
            "{event}",
            "Exposures, conversions and values handed to the tracker.");
        meter.CreateObservableCounter(
            ReliabilityDiagnostics.ExperimentEventsSettled, Settled, "{event}", "Events that the store has processed, by outcome.");
        meter.CreateObservableGauge(
            ReliabilityDiagnostics.ExperimentEventsPending, () => tracker.Statistics.Pending, "{event}", "Events in memory.");
        meter.CreateObservableCounter(
            ReliabilityDiagnostics.ExperimentEventsDropped,
            () => tracker.Statistics.Dropped,
            "{event}",
            "Events dropped because memory was full.");
        meter.CreateObservableCounter(
            ReliabilityDiagnostics.ExperimentFallBacks,
            () => tracker.Statistics.FellBack,
            "{decision}",
            "Draws used because the store was unavailable.");
        meter.CreateObservableCounter(
            ReliabilityDiagnostics.ExperimentCallsRejected,
            Rejected,
            "{call}",
            "Calls without effect, by what was invalid or unavailable.");
        meter.CreateObservableCounter(
            ReliabilityDiagnostics.ExperimentCalls, Calls, "{call}", "Calls (not units), by experiment, variant and kind.");
        _rollbacks = meter.CreateCounter<long>(
            ReliabilityDiagnostics.ExperimentRollbacks,
            "{rollback}",
            "Experiments that this process rolled back because a guardrail was broken.");
        meter.CreateObservableGauge(
            ReliabilityDiagnostics.ExperimentsAge,
            () => tracked.RefreshedAt is { } at
                ? (IEnumerable<Measurement<double>>)[new((timeProvider.GetUtcNow() - at).TotalSeconds)]
                : [],
            "s",
            "How long ago the experiments that the process uses were read.");
    }

    public void CountRollback(string service, string experiment) =>
        _rollbacks.Add(1, new("experiment", experiment), new KeyValuePair<string, object?>("service", service));

    private IEnumerable<Measurement<long>> Settled()
    {
        TrackerStatistics s = _tracker.Statistics;
        yield return Of(s.Enrolled, TagWord.Of(EnrollmentOutcome.Enrolled));
        yield return Of(s.Crossed, TagWord.Of(EnrollmentOutcome.Crossed));
        yield return Of(s.Counted, TagWord.Of(EnrollmentOutcome.Counted));
        yield return Of(s.Duplicates, TagWord.Of(EnrollmentOutcome.Duplicate));
        yield return Of(s.OtherVariant, TagWord.Of(EnrollmentOutcome.OtherVariant));
        yield return Of(s.OfCrossed, TagWord.Of(EnrollmentOutcome.OfCrossed));
        yield return Of(s.Unexposed, TagWord.Of(EnrollmentOutcome.Unexposed));
        yield return Of(s.Superseded, "superseded");

        static Measurement<long> Of(long value, string outcome) => new(value, new KeyValuePair<string, object?>("outcome", outcome));
    }

    private IEnumerable<Measurement<long>> Rejected()
    {
        foreach ((string kind, long count) in RejectedKinds.Of(_tracker.Statistics))
        {
            yield return new(count, new KeyValuePair<string, object?>("kind", kind));
        }
    }

    private IEnumerable<Measurement<long>> Calls()
    {
        foreach (VariantCalls calls in _tracker.Calls)
        {
            yield return Of(calls.Impressions, "impression");
            yield return Of(calls.Conversions, "conversion");

            Measurement<long> Of(long value, string kind) => new(
                value, new("kind", kind), new("experiment", calls.Experiment), new("variant", calls.Variant),
                new("service", calls.Service));
        }
    }
}
