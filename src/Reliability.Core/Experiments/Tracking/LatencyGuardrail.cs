using Reliability.Recording;

namespace Reliability.Experiments;

/// <summary>
/// Like <see cref="OutcomeGuardrail"/> for an objective of latency: an event is bad when it took longer than the objective's own threshold (<see cref="LatencyRecorder.Threshold"/>).
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

    /// <summary>The metric that counts what the experiment's units do: x is the slow events of a unit, y all of them.</summary>
    public MetricRecorder Metric { get; }

    /// <summary>Records an event that ended now.</summary>
    /// <param name="unit">The id of the unit that it happened to, not empty.</param>
    /// <param name="duration">How long it took, zero or more.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> when they are not known here, and then whoever was exposed counts.</param>
    /// <returns>Whether it was also taken for the experiment: not when the experiment does not run or leaves the unit out, or memory is full.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty; nothing is recorded.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is negative; nothing is recorded.</exception>
    public bool Record(string unit, TimeSpan duration, IReadOnlyDictionary<string, string>? attributes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        _recorder.Record(duration);
        return _run.MayInclude(unit, attributes) && Metric.Add(unit, duration <= _recorder.Threshold ? 0 : 1, 1);
    }
}
