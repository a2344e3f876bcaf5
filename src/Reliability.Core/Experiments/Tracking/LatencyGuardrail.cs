using Reliability.Recording;

namespace Reliability.Experiments;

/// <summary>
/// Records events for an objective of latency and for the variants of an experiment, like <see cref="OutcomeGuardrail"/>. An event is bad
/// if its duration exceeds the threshold of the objective (<see cref="LatencyRecorder.Threshold"/>).
/// </summary>
/// <inheritdoc cref="OutcomeGuardrail"/>
public sealed class LatencyGuardrail
{
    private readonly TrackedExperiment _run;
    private readonly LatencyRecorder _recorder;

    internal LatencyGuardrail(TrackedExperiment run, LatencyRecorder recorder)
    {
        _run = run;
        _recorder = recorder;
        Metric = run.Metric(ExperimentMetric.NameOfSlo(recorder.Name));
    }

    /// <summary>Gets the metric of the experiment: x is the number of slow events of a unit, and y the number of all its events.</summary>
    public MetricRecorder Metric { get; }

    /// <summary>Records an event that ended now.</summary>
    /// <param name="unit">The id of the unit, not empty.</param>
    /// <param name="duration">The duration, zero or more.</param>
    /// <param name="attributes">
    /// The attributes for targeting, or <see langword="null"/> if they are not known here, in which case every exposed unit counts.
    /// </param>
    /// <returns>
    /// <see langword="true"/> if the event was also recorded for the experiment; <see langword="false"/> if the experiment does not run or
    /// excludes the unit, or the memory is full.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty. Nothing is recorded.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is negative. Nothing is recorded.</exception>
    public bool Record(string unit, TimeSpan duration, IReadOnlyDictionary<string, string>? attributes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        _recorder.Record(duration);
        return _run.MayInclude(unit, attributes) && Metric.Add(unit, duration <= _recorder.Threshold ? 0 : 1, 1);
    }
}
