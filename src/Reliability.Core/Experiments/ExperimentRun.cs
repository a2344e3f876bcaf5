using Reliability.Storage;
using Reliability.Storage.Internal;

namespace Reliability.Experiments;

/// <summary>One version of an experiment on the way of requests: decides what a unit is shown, and counts it. Safe for concurrent use; nothing here allocates.</summary>
public sealed class ExperimentRun
{
    private readonly ExperimentTracker _tracker;
    private readonly ExperimentAssigner _assigner;

    internal ExperimentRun(ExperimentTracker tracker, Experiment experiment)
    {
        _tracker = tracker;
        _assigner = new ExperimentAssigner(experiment);
        Experiment = experiment;
        Id = new ExperimentId(experiment.Service, experiment.Definition.Key);
    }

    /// <summary>The version.</summary>
    public Experiment Experiment { get; }

    internal ExperimentId Id { get; }

    internal bool Counts => Experiment.State == ExperimentState.Running;

    /// <summary>Decides what a unit is shown, and counts that it was shown, once. Call it where the unit sees the difference, not before.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> for nothing.</param>
    /// <returns>The variant to show, or none. Units that are forced see theirs and count nowhere.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    public VariantDecision Expose(string unit, IReadOnlyDictionary<string, string>? attributes = null)
    {
        VariantDecision decision = _assigner.Decide(unit, attributes);
        if (decision.Counts)
        {
            _tracker.Track(Id, EnrollmentKind.Exposure, unit, decision.Variant!.Key, metric: null, 0, 0);
        }

        return decision;
    }

    /// <summary>Decides what a unit is shown, and counts nothing.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    public VariantDecision Decide(string unit, IReadOnlyDictionary<string, string>? attributes = null) => _assigner.Decide(unit, attributes);

    /// <summary>Counts an exposure that somebody else decided, such as a vendor's client.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="variant">The key of one of the variants.</param>
    /// <returns>Whether it was taken: not when the experiment does not run or memory is full.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty, or <paramref name="variant"/> is none of the experiment's.</exception>
    public bool CountExposure(string unit, string variant)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        IReadOnlyList<ExperimentVariant> variants = Experiment.Definition.Variants;
        for (int i = 0; i < variants.Count; i++)
        {
            if (string.Equals(variants[i].Key, variant, StringComparison.Ordinal))
            {
                return Counts && _tracker.Track(Id, EnrollmentKind.Exposure, unit, variants[i].Key, metric: null, 0, 0);
            }
        }

        throw new ArgumentException($"Experiment '{Id.Key}' has the variants '{string.Join("', '", variants.Select(v => v.Key))}'; there is no '{variant}'.", nameof(variant));
    }

    /// <summary>Prepares a metric.</summary>
    /// <param name="name">Its name, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">The name is not legal.</exception>
    public MetricRecorder Metric(string name) => new(this, _tracker, StoreName.Require(name));
}
