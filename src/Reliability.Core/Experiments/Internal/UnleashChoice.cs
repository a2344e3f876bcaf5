using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>
/// Unleash: MurmurHash3 of <c>group:id</c>. With seed 0, the hash determines the percentage of the rollout. With the seed of variants, it
/// determines a position below the sum of the weights.
/// </summary>
internal sealed class UnleashChoice(AssignmentDefinition definition, uint variantSeed) : TextChoice(definition.Seed + ":")
{
    private readonly uint _percent = (uint)Math.Round(definition.Coverage * 100);
    private readonly uint _total = (uint)definition.Variants.Sum(v => v.Weight);
    private readonly Ranges _ranges = Ranges.OfWidths(definition.Variants.Select(v => v.Weight));

    public static string? Fault(AssignmentDefinition definition) => Buckets.IsWhole(definition.Coverage * 100)
        ? Buckets.WeightFault(definition)
        : Check.Text($"A rollout of '{definition.Scheme}' must be a whole number of hundredths; the coverage is {definition.Coverage}.");

    protected override int Of(ReadOnlySpan<byte> text) =>
        Murmur3.Of(text, 0) % 100 >= _percent ? -1 : _ranges.Of(Murmur3.Of(text, variantSeed) % _total);
}
