using Reliability.Experiments.Internal;

namespace Reliability.Experiments;

/// <summary>
/// Assigns units to the variants of one version of an experiment: forced variants first, then targeting, then the draw. The assignment is a
/// pure function. This class is safe for concurrent use, and a call allocates nothing.
/// </summary>
public sealed class ExperimentAssigner
{
    private readonly ExperimentState _state;
    private readonly ExperimentVariant[] _variants;
    private readonly TargetingRule[] _targeting;
    private readonly ExperimentVariant _control;
    private readonly VariantAssigner _assigner;
    private readonly Dictionary<string, ExperimentVariant> _forced;

    /// <summary>Initializes a new instance of the <see cref="ExperimentAssigner"/> class.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="ArgumentException">The definition of the experiment is not valid.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">The scheme is newer than this library.</exception>
    public ExperimentAssigner(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ExperimentDefinition.RequireValid(experiment.Definition);
        _state = experiment.State;
        _variants = [.. experiment.Definition.Variants];
        _targeting = [.. experiment.Definition.Targeting];
        _control = experiment.Definition.Variants.First(v => v.Key == experiment.Definition.ControlKey);
        _assigner = VariantAssigner.Create(experiment.Definition.ToAssignment());
        _forced = experiment.Definition.Forced.ToDictionary(
            f => f.Key,
            f => experiment.Definition.Variants.First(v => v.Key == f.Value),
            StringComparer.Ordinal);
    }

    /// <summary>
    /// Returns the decision for a unit. It never throws: an id that is not valid gets no variant, for
    /// <see cref="VariantReason.InvalidUnit"/>, because all units without an id would get the same variant.
    /// </summary>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="attributes">The attributes for targeting, or <see langword="null"/> for none.</param>
    public VariantDecision Decide(string? unit, IReadOnlyDictionary<string, string>? attributes = null) => Decide(unit, attributes, out _);

    /// <summary>Returns the decision for a unit and, if it was drawn, the hash of its id.</summary>
    internal VariantDecision Decide(string? unit, IReadOnlyDictionary<string, string>? attributes, out ulong unitHash)
    {
        unitHash = 0;
        if (!UnitName.IsValid(unit))
        {
            return new VariantDecision { Reason = VariantReason.InvalidUnit };
        }

        if (_state != ExperimentState.Running)
        {
            return _state == ExperimentState.RolledBack ? new VariantDecision
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

        foreach (TargetingRule rule in _targeting)
        {
            if (!rule.Holds(attributes))
            {
                return new VariantDecision { Reason = VariantReason.NotTargeted };
            }
        }

        return Draw(unit, out unitHash);
    }

    /// <summary>Returns the decision for a unit by the draw only, and the hash of its id.</summary>
    internal VariantDecision Draw(string unit, out ulong unitHash)
    {
        int place = _assigner.Assign(unit, out unitHash);
        return place < 0 ? new VariantDecision
        {
            Reason = VariantReason.NotIncluded,
        } : new VariantDecision
        {
            Variant = _variants[place],
            Reason = VariantReason.Assigned,
        };
    }
}
