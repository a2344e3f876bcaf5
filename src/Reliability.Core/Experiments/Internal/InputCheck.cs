using System.Diagnostics.CodeAnalysis;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>
/// Decides which units, variants and values the request path accepts, and counts the others, or throws in the strict mode. This class is
/// safe for concurrent use, and counting allocates nothing.
/// </summary>
internal sealed class InputCheck(bool throws)
{
    private long _units;
    private long _variants;
    private long _values;

    public TrackerStatistics AddTo(TrackerStatistics statistics) => statistics with
    {
        RejectedUnits = Interlocked.Read(ref _units),
        RejectedVariants = Interlocked.Read(ref _variants),
        RejectedValues = Interlocked.Read(ref _values),
    };

    public bool AcceptsUnit([NotNullWhen(true)] string? unit) => UnitName.IsValid(unit) || Reject(ref _units, unit, UnitFault);

    /// <summary>Accepts the index of a variant, which is negative if there is none.</summary>
    public bool AcceptsVariant(int place, string? variant, ExperimentDefinition definition) =>
        place >= 0 || Reject(ref _variants, (variant, definition), VariantFault);

    public bool AcceptsValue(double value) => Math.Abs(value) <= EnrollmentBatch.MaxValue || Reject(ref _values, value, ValueFault);

    private bool Reject<T>(ref long count, T input, Func<T, ArgumentException> fault)
    {
        Interlocked.Increment(ref count);
        return throws ? throw fault(input) : false;
    }

    private static ArgumentException UnitFault(string? unit) => new(
        $"The id of a unit must have 1 to {VariantAssigner.MaxUnitLength} characters; "
        + (unit is null ? "there is none." : $"it has {unit.Length}."),
        nameof(unit));

    private static ArgumentException VariantFault((string? Variant, ExperimentDefinition Definition) input) => new(
        $"Experiment '{input.Definition.Key}' has the variants "
        + $"'{string.Join("', '", input.Definition.Variants.Select(v => v.Key))}'; there is no '{input.Variant}'.",
        nameof(input));

    private static ArgumentOutOfRangeException ValueFault(double value) =>
        Check.OutOfRange(value, "The value must be finite and -1e100 to 1e100.", nameof(value));
}
