using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>Shares that a vendor counts in whole numbers. What is not whole is refused: rounding it would move people.</summary>
internal static class Buckets
{
    private const double Slack = 1e-6;

    /// <summary>How many of a number of buckets each variant has: its share of the weights, times the coverage.</summary>
    public static double[] Widths(AssignmentDefinition definition, int buckets)
    {
        double sum = definition.Variants.Sum(v => v.Weight);
        return [.. definition.Variants.Select(v => Math.Round(Width(definition, v, sum, buckets)))];
    }

    /// <summary>What is wrong with shares of a number of buckets.</summary>
    public static string? Fault(AssignmentDefinition definition, int buckets)
    {
        double sum = definition.Variants.Sum(v => v.Weight);
        foreach (WeightedVariant variant in definition.Variants)
        {
            double width = Width(definition, variant, sum, buckets);
            if (!IsWhole(width))
            {
                return Legal.Text($"'{definition.Scheme}' shares out {buckets} buckets and a variant has a whole number of them; '{variant.Key}', with {variant.Weight} of {sum} at a coverage of {definition.Coverage}, would have {width}.");
            }
        }

        return null;
    }

    /// <summary>What is wrong with weights that are whole numbers themselves.</summary>
    public static string? WeightFault(AssignmentDefinition definition)
    {
        WeightedVariant? broken = definition.Variants.FirstOrDefault(v => v.Weight != Math.Floor(v.Weight));
        if (broken is not null)
        {
            return Legal.Text($"A weight of '{definition.Scheme}' is a whole number; that of '{broken.Key}' is {broken.Weight}.");
        }

        double sum = definition.Variants.Sum(v => v.Weight);
        return sum <= int.MaxValue ? null : Legal.Text($"The weights of '{definition.Scheme}' are {int.MaxValue} together at most; they are {sum}.");
    }

    /// <summary>Whether a number is whole but for rounding.</summary>
    public static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) <= Slack;

    private static double Width(AssignmentDefinition definition, WeightedVariant variant, double sum, int buckets) =>
        variant.Weight / sum * definition.Coverage * buckets;
}
