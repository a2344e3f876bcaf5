using Reliability.Recording;

namespace Reliability.Experiments;

/// <summary>
/// Records each event once for an objective and, when its unit takes part in the experiment, once for the unit's variant (<see cref="ExperimentMetric.SloGuardrail"/>).
/// Safe for concurrent use; nothing here blocks or allocates.
/// </summary>
/// <remarks>
/// Units that the experiment leaves out by its draw, by force or by targeting count for the objective alone. Of a sticky experiment, units that it may have kept against the draw
/// are left to the store, which knows. So are units that were not exposed: what they do waits for <see cref="TrackerOptions.Grace"/> and then counts nowhere.
/// What <see cref="TrackedExperiment.CountExposure"/> took of units outside coverage and layer is recorded through <see cref="TrackedExperiment.Metric"/>.
/// </remarks>
public sealed class OutcomeGuardrail
{
    private readonly TrackedExperiment _run;
    private readonly OutcomeRecorder _recorder;

    internal OutcomeGuardrail(TrackedExperiment run, OutcomeRecorder recorder)
    {
        _run = run;
        _recorder = recorder;
        Metric = run.Metric(ExperimentMetric.NameOfSlo(recorder.Name));
    }

    /// <summary>The metric that counts what the experiment's units do: x is the bad events of a unit, y all of them.</summary>
    public MetricRecorder Metric { get; }

    /// <summary>Records one event that happened now.</summary>
    /// <param name="unit">The id of the unit that it happened to, not empty.</param>
    /// <param name="good">Whether it was good.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> when they are not known here, and then whoever was exposed counts.</param>
    /// <returns>Whether it was also taken for the experiment: not when the experiment does not run or leaves the unit out, or memory is full.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty; nothing is recorded.</exception>
    public bool Record(string unit, bool good, IReadOnlyDictionary<string, string>? attributes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        _recorder.Record(good);
        return _run.MayInclude(unit, attributes) && Metric.Add(unit, good ? 0 : 1, 1);
    }
}
