using Reliability.Recording;

namespace Reliability.Experiments;

/// <summary>
/// Records each event once for an objective and, if its unit takes part in the experiment, once for the variant of the unit
/// (<see cref="ExperimentMetric.SloGuardrail"/>). This class is safe for concurrent use, and its methods neither block nor allocate.
/// </summary>
/// <remarks>
/// Units that the experiment excludes by its draw, by a forced variant or by targeting count only for the objective. In a sticky
/// experiment, units that may have kept a variant against the draw are sent to the store, which knows their variant. The same applies to
/// units that were not exposed: their events wait for <see cref="TrackerOptions.Grace"/> and then do not count. Use
/// <see cref="TrackedExperiment.Metric"/> to record events of units outside coverage and layer that
/// <see cref="TrackedExperiment.CountExposure"/> counted.
/// </remarks>
public sealed class OutcomeGuardrail
{
    private readonly TrackedExperiment _tracked;
    private readonly OutcomeRecorder _recorder;

    internal OutcomeGuardrail(TrackedExperiment tracked, OutcomeRecorder recorder)
    {
        _tracked = tracked;
        _recorder = recorder;
        Metric = tracked.Metric(ExperimentMetric.NameOfSlo(recorder.Name));
    }

    /// <summary>Gets the metric of the experiment: x is the number of bad events of a unit, and y the number of all its events.</summary>
    public MetricRecorder Metric { get; }

    /// <summary>Records one event that happened now.</summary>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="good"><see langword="true"/> if the event was good.</param>
    /// <param name="attributes">
    /// The attributes for targeting, or <see langword="null"/> if they are not known here, in which case every exposed unit counts.
    /// </param>
    /// <returns>
    /// <see langword="true"/> if the event was also recorded for the experiment; <see langword="false"/> if the experiment does not run or
    /// excludes the unit, or the memory is full, or the id of the unit is not valid. The event is recorded for the objective in any case.
    /// </returns>
    public bool Record(string? unit, bool good, IReadOnlyDictionary<string, string>? attributes = null)
    {
        _recorder.Record(good);
        return _tracked.MayInclude(unit, attributes) && Metric.Add(unit, good ? 0 : 1, 1);
    }
}
