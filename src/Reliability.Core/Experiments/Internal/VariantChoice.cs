namespace Reliability.Experiments.Internal;

/// <summary>Which variant a unit that is taken is given.</summary>
internal abstract class VariantChoice
{
    public abstract int Of(ReadOnlySpan<char> unit, ulong unitHash);
}
