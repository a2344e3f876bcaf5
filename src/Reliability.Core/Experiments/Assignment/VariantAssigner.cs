using Reliability.Experiments.Internal;

namespace Reliability.Experiments;

/// <summary>
/// Assigns units to variants. The assignment is a pure function of the definition and the id of the unit, with the same result in every
/// process, on every platform and in every culture. This class is safe for concurrent use, and a call allocates nothing. Ids are compared
/// ordinally, as UTF-8, with a lone surrogate read as U+FFFD. The schemes of GrowthBook hash UTF-16 code units without conversion.
/// </summary>
/// <remarks><c>docs/assignment.md</c> specifies the assignment completely, so that it can be ported.</remarks>
public sealed class VariantAssigner
{
    /// <summary>
    /// The maximum length of the id of a unit, in UTF-16 code units. Longer ids are not valid, like empty ones. Ids wait in the memory of an
    /// <see cref="ExperimentTracker"/> until they are stored: 65,536 of the longest occupy 66 MB.
    /// </summary>
    public const int MaxUnitLength = 500;

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

    /// <summary>Creates an assigner for a definition.</summary>
    /// <param name="definition">The definition of the assignment.</param>
    /// <exception cref="ArgumentException">The definition is not valid. The message names the value and the valid range.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">The scheme is newer than this library.</exception>
    public static VariantAssigner Create(AssignmentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Fault() is { } fault ? throw new ArgumentException(fault, nameof(definition)) : new VariantAssigner(definition);
    }

    /// <summary>Returns the variant of a unit.</summary>
    /// <param name="unit">The id of the unit, 1 to <see cref="MaxUnitLength"/> characters.</param>
    /// <returns>
    /// The index of the variant in <see cref="AssignmentDefinition.Variants"/>, or -1 if the assignment does not include the unit. An id
    /// that is empty or too long is never included, because all units without an id would get the same variant.
    /// </returns>
    public int Assign(ReadOnlySpan<char> unit) => Assign(unit, out _);

    /// <summary>Returns the variant of a unit, and a hash of its id.</summary>
    /// <param name="unit">The id of the unit, 1 to <see cref="MaxUnitLength"/> characters.</param>
    /// <param name="unitHash">A 64-bit hash of the id, which is the same for every experiment; 0 for an id that is not valid.</param>
    /// <inheritdoc cref="Assign(ReadOnlySpan{char})" path="/returns"/>
    public int Assign(ReadOnlySpan<char> unit, out ulong unitHash)
    {
        if (unit.Length is 0 or > MaxUnitLength)
        {
            unitHash = 0;
            return -1;
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
