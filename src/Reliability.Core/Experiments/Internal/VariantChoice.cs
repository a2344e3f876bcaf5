namespace Reliability.Experiments.Internal;

/// <summary>Determines the variant of a unit that the assignment includes.</summary>
internal abstract class VariantChoice
{
    public abstract int Of(ReadOnlySpan<char> unit, ulong unitHash);
}
