using System.Security.Cryptography;
using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>MD5 of <c>seed:unit</c> as one big-endian number of 128 bits, modulo the number of variants.</summary>
internal sealed class Md5Choice(AssignmentDefinition definition) : TextChoice(definition.Seed + ":")
{
    private readonly int _count = definition.Variants.Count;

    public static string? Fault(AssignmentDefinition definition)
    {
        WeightedVariant first = definition.Variants[0];
        WeightedVariant? other = definition.Variants.FirstOrDefault(v => v.Weight != first.Weight);
        return other is null
            ? null
            : Check.Text(
                $"'{definition.Scheme}' gives every variant the same share; the weight of '{other.Key}' is {other.Weight}, that of "
                + $"'{first.Key}' {first.Weight}.");
    }

    protected override int Of(ReadOnlySpan<byte> text)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
#pragma warning disable CA5351 // Not for security: it is how the tests that are taken over assign.
        MD5.HashData(text, digest);
#pragma warning restore CA5351
        int rest = 0;
        foreach (byte one in digest)
        {
            rest = ((rest * 256) + one) % _count;
        }

        return rest;
    }
}
