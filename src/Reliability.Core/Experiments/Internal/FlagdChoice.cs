using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>
/// flagd: MurmurHash3 with seed 0 of seed and id. Version 1 uses the magnitude of the hash as a signed number for a percentage. Version 2
/// uses all bits for a position below the sum of the weights.
/// </summary>
internal sealed class FlagdChoice(AssignmentDefinition definition, int version) : TextChoice(definition.Seed)
{
    private readonly ulong _total = (ulong)Total(definition);
    private readonly Ranges _ranges = Ranges.OfWidths(definition.Variants.Select(v => Width(definition, v, version)));

    public static string? Fault(AssignmentDefinition definition)
    {
        double total = definition.Variants.Sum(v => v.Weight) / definition.Coverage;
        return Buckets.WeightFault(definition) ?? (definition.Coverage == 0 || (total <= int.MaxValue && Buckets.IsWhole(total))
            ? null
            : Check.Text(
                $"The weights of '{definition.Scheme}' and the remainder of the coverage must add up to an integer of at most "
                + $"{int.MaxValue}; at a coverage of {definition.Coverage} they are {total}."));
    }

    protected override int Of(ReadOnlySpan<byte> text)
    {
        uint hash = Murmur3.Of(text, 0);
        return _ranges.Of(version == 1 ? Math.Abs((double)(int)hash) / int.MaxValue * 100 : (hash * _total) >> 32);
    }

    /// <summary>Returns the sum of the weights and of the remainder for units in no variant.</summary>
    private static double Total(AssignmentDefinition definition)
    {
        double sum = definition.Variants.Sum(v => v.Weight);
        return definition.Coverage == 0 ? sum : Math.Round(sum / definition.Coverage);
    }

    private static double Width(AssignmentDefinition definition, WeightedVariant variant, int version)
    {
        double weight = definition.Coverage == 0 ? 0 : variant.Weight;
        return version == 1 ? 100 * weight / Total(definition) : weight;
    }
}
