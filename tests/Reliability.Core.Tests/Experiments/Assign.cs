using Reliability.Experiments;

namespace Reliability.Core.Tests.Experiments;

/// <summary>Assignments for tests.</summary>
internal static class Assign
{
    public static AssignmentDefinition Even(string seed, int arms) => Weighted(seed, [.. Enumerable.Repeat(1.0, arms)]);

    public static AssignmentDefinition Weighted(string seed, params double[] weights) =>
        new() { Seed = seed, Variants = [.. weights.Select((w, i) => new WeightedVariant($"arm-{i}", w))] };

    public static int[] All(AssignmentDefinition definition, IEnumerable<string> units)
    {
        var assigner = VariantAssigner.Create(definition);
        return [.. units.Select(u => assigner.Assign(u))];
    }

    /// <summary>Code units as they are, from UTF-16 in hex: an encoding would repair half a surrogate pair.</summary>
    public static string FromHex(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        return string.Create(bytes.Length / 2, bytes, (text, from) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)(from[2 * i] | (from[(2 * i) + 1] << 8));
            }
        });
    }

    public static string[] Users(int count) => [.. Enumerable.Range(1, count).Select(i => $"user{i}")];
}
