using Reliability.Recording;

namespace Reliability.Experiments;

/// <summary>
/// Records events for an objective of latency and for the variants of an experiment, like <see cref="OutcomeGuardrail"/>. An event is bad
/// if its duration exceeds the threshold of the objective (<see cref="LatencyRecorder.Threshold"/>).
/// </summary>
/// <inheritdoc cref="OutcomeGuardrail"/>
public sealed class LatencyGuardrail
{
    private readonly TrackedExperiment _tracked;
    private readonly LatencyRecorder _recorder;

    internal LatencyGuardrail(TrackedExperiment tracked, LatencyRecorder recorder)
    {
        _tracked = tracked;
        _recorder = recorder;
        Metric = tracked.Metric(ExperimentMetric.NameOfSlo(recorder.Name));
    }

    /// <summary>Gets the metric of the experiment: x is the number of slow events of a unit, and y the number of all its events.</summary>
    public MetricRecorder Metric { get; }

    /// <summary>Records an event that ended now.</summary>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="duration">The duration, zero or more.</param>
    /// <param name="attributes">
    /// The attributes for targeting, or <see langword="null"/> if they are not known here, in which case every exposed unit counts.
    /// </param>
    /// <returns>
    /// <see langword="true"/> if the event was also recorded for the experiment; <see langword="false"/> if the experiment does not run or
    /// excludes the unit, or the memory is full, or the id of the unit is not valid. The event is recorded for the objective in any case. A
    /// negative duration is recorded for neither (<see cref="RecorderStatistics.Rejected"/>).
    /// </returns>
    public bool Record(string? unit, TimeSpan duration, IReadOnlyDictionary<string, string>? attributes = null) =>
        _recorder.Record(duration) && _tracked.MayInclude(unit, attributes) && Metric.Add(unit, duration <= _recorder.Threshold ? 0 : 1, 1);
}
