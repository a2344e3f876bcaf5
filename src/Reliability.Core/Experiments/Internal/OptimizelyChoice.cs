namespace Reliability.Experiments.Internal;

/// <summary>
/// Optimizely: MurmurHash3 with seed 1 of id and experiment id over 10,000 buckets. The variants occupy the first buckets, one after the
/// other.
/// </summary>
internal sealed class OptimizelyChoice(AssignmentDefinition definition) : TextChoice("", definition.Seed)
{
    private const int Count = 10_000;
    private readonly Ranges _ranges = Ranges.OfWidths(Buckets.Widths(definition, Count));

    public static string? Fault(AssignmentDefinition definition) => Buckets.Fault(definition, Count);

    protected override int Of(ReadOnlySpan<byte> text) => _ranges.Of((Murmur3.Of(text, 1) * (ulong)Count) >> 32);
}
