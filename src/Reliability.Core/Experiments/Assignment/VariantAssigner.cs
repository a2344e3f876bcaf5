using Reliability.Experiments.Internal;

namespace Reliability.Experiments;

/// <summary>
/// Assigns units to variants: a pure function of the definition and the unit's id, the same in every process, on every platform and in every culture.
/// Safe for concurrent use; a call allocates nothing. Ids are compared ordinally, as UTF-8, with half a surrogate pair read as U+FFFD; the schemes of
/// GrowthBook hash UTF-16 code units as they are.
/// </summary>
/// <remarks>Specified in <c>docs/assignment.md</c>, precisely enough to port.</remarks>
public sealed class VariantAssigner
{
    private readonly UnitDraw? _layer;
    private readonly UnitDraw _inclusion;
    private readonly LayerSlice? _slice;
    private readonly double _coverage;
    private readonly VariantChoice _choice;

    private VariantAssigner(AssignmentDefinition definition)
    {
        _slice = definition.Layer;
        _layer = definition.Layer is { } slice ? UnitDraw.ForLayer(slice.Layer) : null;
        _inclusion = UnitDraw.ForInclusion(definition.Seed);
        var rules = SchemeRules.Of(definition.Scheme);
        _coverage = rules.Covers ? 1 : definition.Coverage;
        _choice = rules.Create(definition);
    }

    /// <summary>Prepares an assignment.</summary>
    /// <param name="definition">What decides.</param>
    /// <exception cref="ArgumentException">The definition is not valid; the message names the value and the legal range.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">Its scheme is newer than this library.</exception>
    public static VariantAssigner Create(AssignmentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Fault() is { } fault ? throw new ArgumentException(fault, nameof(definition)) : new VariantAssigner(definition);
    }

    /// <summary>The variant of a unit.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <returns>Its place in <see cref="AssignmentDefinition.Variants"/>, or -1 when the unit is not taken.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty: all nameless units would share one variant.</exception>
    public int Assign(ReadOnlySpan<char> unit) => Assign(unit, out _);

    /// <summary>The variant of a unit, and a hash of its id.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="unitHash">A 64-bit hash of the id, the same for every experiment.</param>
    /// <returns>Its place in <see cref="AssignmentDefinition.Variants"/>, or -1 when the unit is not taken.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty: all nameless units would share one variant.</exception>
    public int Assign(ReadOnlySpan<char> unit, out ulong unitHash)
    {
        if (unit.IsEmpty)
        {
            throw new ArgumentException("A unit has an id; an empty one would give all nameless units the same variant.", nameof(unit));
        }

        unitHash = UnitHash.Of(unit);
        if (_layer is { } layer)
        {
            double at = layer.Of(unitHash);
            if (at < _slice!.From || at >= _slice.To)
            {
                return -1;
            }
        }

        return _coverage < 1 && _inclusion.Of(unitHash) >= _coverage ? -1 : _choice.Of(unit, unitHash);
    }
}
