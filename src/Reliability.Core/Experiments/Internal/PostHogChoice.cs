namespace Reliability.Experiments.Internal;

/// <summary>
/// PostHog: the first 60 bits of SHA-1 as a fraction, of <c>key.id</c> for the rollout and of <c>key.idvariant</c> for the variant.
/// </summary>
internal sealed class PostHogChoice(AssignmentDefinition definition) : TextChoice(definition.Seed + ".", Salt)
{
    private const string Salt = "variant";
    private readonly double _rollout = definition.Coverage;
    private readonly Ranges _ranges = Ranges.OfWidths(Percentages(definition).Select(p => p / 100));

    protected override int Of(ReadOnlySpan<byte> text) => Fraction(text[..^Salt.Length]) > _rollout ? -1 : _ranges.Of(Fraction(text));

    private static double Fraction(ReadOnlySpan<byte> text) => Sha1Digits.Of(text) / (double)Sha1Digits.Max;

    /// <summary>Returns the percentages unchanged, so that their sums equal those of PostHog.</summary>
    private static IEnumerable<double> Percentages(AssignmentDefinition definition)
    {
        double sum = definition.Variants.Sum(v => v.Weight);
        return definition.Variants.Select(v => Math.Abs(sum - 100) < 1e-6 ? v.Weight : v.Weight * 100 / sum);
    }
}
