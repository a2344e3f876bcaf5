namespace Reliability.Experiments.Internal;

/// <summary>
/// LaunchDarkly: the first 60 bits of SHA-1 of <c>key.salt.id</c> or <c>seed.id</c> as a fraction, compared with cumulative sums of
/// hundred-thousandths, all in single precision or all in double precision. At full coverage, the last variant receives the remainder of
/// the rounding.
/// </summary>
internal sealed class LaunchDarklyChoice(AssignmentDefinition definition, bool isSingle) : TextChoice(definition.Seed + ".")
{
    private const int Count = 100_000;
    private readonly Ranges _ranges = new(Ends(definition, isSingle));

    public static string? Fault(AssignmentDefinition definition) => Buckets.Fault(definition, Count);

    protected override int Of(ReadOnlySpan<byte> text)
    {
        long digits = Sha1Digits.Of(text);
        return _ranges.Of(isSingle ? (float)digits / (float)Sha1Digits.Max : digits / (double)Sha1Digits.Max);
    }

    private static double[] Ends(AssignmentDefinition definition, bool isSingle)
    {
        double sum = 0;
        double[] ends =
        [
            .. Buckets.Widths(definition, Count)
                .Select(width => sum = isSingle ? (float)sum + ((float)width / Count) : sum + (width / Count)),
        ];
        if (definition.Coverage == 1)
        {
            ends[^1] = double.PositiveInfinity;
        }

        return ends;
    }
}
