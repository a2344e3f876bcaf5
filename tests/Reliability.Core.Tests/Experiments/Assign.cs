namespace Reliability.Experiments.Tests;

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

    public static string[] Users(int count) => [.. Enumerable.Range(1, count).Select(i => $"user{i}")];
}
