namespace Reliability.Experiments.Internal;

/// <summary>
/// LaunchDarkly: the first 60 bits of SHA-1 of <c>key.salt.id</c> or <c>seed.id</c> as a fraction, compared in single precision with running sums of hundred
/// thousandths as its SDK for .NET does. At full coverage the last variant takes what rounding leaves over.
/// </summary>
internal sealed class LaunchDarklyChoice(AssignmentDefinition definition) : TextChoice(definition.Seed + ".")
{
    private const int Count = 100_000;
    private readonly Ranges _ranges = new(Ends(definition));

    public static string? Fault(AssignmentDefinition definition) => Buckets.Fault(definition, Count);

    protected override int Of(ReadOnlySpan<byte> text) => _ranges.Of((float)Sha1Digits.Of(text) / (float)Sha1Digits.Max);

    private static double[] Ends(AssignmentDefinition definition)
    {
        float sum = 0;
        double[] ends = [.. Buckets.Widths(definition, Count).Select(width => (double)(sum += (float)width / Count))];
        if (definition.Coverage == 1)
        {
            ends[^1] = double.PositiveInfinity;
        }

        return ends;
    }
}
