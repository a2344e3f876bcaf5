using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>
/// GrowthBook: FNV-1a over UTF-16 code units as in its JavaScript SDK. Version 1 hashes id and seed to 1,000 positions. Version 2 hashes
/// the decimal text of the hash of seed and id to 10,000. A variant starts at its position for full coverage, and its width is coverage
/// times weight.
/// </summary>
internal sealed class GrowthBookChoice : VariantChoice
{
    private const uint Basis = 2166136261;
    private readonly int _version;
    private readonly string _seed;
    private readonly Ranges _ranges;

    public GrowthBookChoice(AssignmentDefinition definition, int version)
    {
        _version = version;
        _seed = definition.Seed;
        double[] weights = Shares(definition)!;
        double[] starts = new double[weights.Length];
        double[] ends = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            starts[i] = sum;
            ends[i] = sum + (definition.Coverage * weights[i]);
            sum += weights[i];
        }

        _ranges = new Ranges(starts, ends);
    }

    public static string? Fault(AssignmentDefinition definition) => Shares(definition) is null
        ? Check.Text(
            $"The weights of '{definition.Scheme}' must add up to 0.99 to 1.01, or all be equal; they add up to "
            + $"{definition.Variants.Sum(v => v.Weight)}, and GrowthBook would give every variant the same share.")
        : null;

    public override int Of(ReadOnlySpan<char> unit, ulong unitHash) => _ranges.Of(Hash(_version, _seed, unit));

    /// <summary>Returns the position of a unit, from 0 to below 1.</summary>
    internal static double Hash(int version, ReadOnlySpan<char> seed, ReadOnlySpan<char> unit)
    {
        if (version == 1)
        {
            return Fnv(Fnv(Basis, unit), seed) % 1000 / 1000.0;
        }

        Span<char> digits = stackalloc char[10];
        Fnv(Fnv(Basis, seed), unit).TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        return Fnv(Basis, digits[..length]) % 10_000 / 10_000.0;
    }

    private static uint Fnv(uint hash, ReadOnlySpan<char> text)
    {
        foreach (char unit in text)
        {
            hash = (hash ^ unit) * 16777619;
        }

        return hash;
    }

    /// <summary>
    /// Returns the weights as GrowthBook reads them: unchanged if they add up to about 1, otherwise equal shares, or <see langword="null"/>
    /// if equal shares are not intended.
    /// </summary>
    private static double[]? Shares(AssignmentDefinition definition)
    {
        double[] weights = [.. definition.Variants.Select(v => v.Weight)];
        if (weights.Sum() is >= 0.99 and <= 1.01)
        {
            return weights;
        }

        return Array.TrueForAll(weights, w => w == weights[0]) ? [.. weights.Select(_ => 1.0 / weights.Length)] : null;
    }
}
