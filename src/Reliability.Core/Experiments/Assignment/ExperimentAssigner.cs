namespace Reliability.Experiments;

/// <summary>
/// Decides what one version of an experiment gives a unit: forced variants first, then targeting, then the draw. A pure function, safe for
/// concurrent use; a call allocates nothing.
/// </summary>
public sealed class ExperimentAssigner
{
    private readonly Experiment _experiment;
    private readonly ExperimentVariant _control;
    private readonly VariantAssigner _assigner;
    private readonly Dictionary<string, ExperimentVariant> _forced;

    /// <summary>Prepares an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="ArgumentException">Its definition is not valid.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">Its scheme is newer than this library; nobody is assigned by guessing.</exception>
    public ExperimentAssigner(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ExperimentDefinition.Validate(experiment.Definition);
        _experiment = experiment;
        _control = experiment.Definition.Variants.First(v => v.Key == experiment.Definition.ControlKey);
        _assigner = VariantAssigner.Create(experiment.Definition.ToAssignment());
        _forced = experiment.Definition.Forced.ToDictionary(f => f.Key, f => experiment.Definition.Variants.First(v => v.Key == f.Value), StringComparer.Ordinal);
    }

    /// <summary>What a unit is given.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty: all nameless units would share one variant.</exception>
    public VariantDecision Decide(string unit, IReadOnlyDictionary<string, string>? attributes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        if (_experiment.State != ExperimentState.Running)
        {
            return _experiment.State == ExperimentState.RolledBack ? new VariantDecision
            {
                Variant = _control,
                Reason = VariantReason.RolledBack,
            } : new VariantDecision
            {
                Reason = VariantReason.NotRunning,
            };
        }

        if (_forced.Count > 0 && _forced.TryGetValue(unit, out ExperimentVariant? forced))
        {
            return new VariantDecision { Variant = forced, Reason = VariantReason.Forced };
        }

        IReadOnlyList<TargetingRule> rules = _experiment.Definition.Targeting;
        for (int i = 0; i < rules.Count; i++)
        {
            if (!rules[i].Holds(attributes))
            {
                return new VariantDecision { Reason = VariantReason.NotTargeted };
            }
        }

        return Draw(unit);
    }

    /// <summary>What the draw alone gives a unit.</summary>
    internal VariantDecision Draw(string unit)
    {
        int place = _assigner.Assign(unit);
        return place < 0 ? new VariantDecision
        {
            Reason = VariantReason.NotIncluded,
        } : new VariantDecision
        {
            Variant = _experiment.Definition.Variants[place],
            Reason = VariantReason.Assigned,
        };
    }
}
