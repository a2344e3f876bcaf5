using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>
/// The shares of vendors that count in integers. A share that is not an integer is rejected, because rounding it would move units.
/// </summary>
internal static class Buckets
{
    private const double Slack = 1e-6;

    /// <summary>Returns the number of buckets of each variant: its share of the weights times the coverage.</summary>
    public static double[] Widths(AssignmentDefinition definition, int buckets)
    {
        double sum = definition.Variants.Sum(v => v.Weight);
        return [.. definition.Variants.Select(v => Math.Round(Width(definition, v, sum, buckets)))];
    }

    /// <summary>Returns a description of an error in shares of a number of buckets, or <see langword="null"/>.</summary>
    public static string? Fault(AssignmentDefinition definition, int buckets)
    {
        double sum = definition.Variants.Sum(v => v.Weight);
        foreach (WeightedVariant variant in definition.Variants)
        {
            double width = Width(definition, variant, sum, buckets);
            if (!IsWhole(width))
            {
                return Check.Text(
                    $"'{definition.Scheme}' gives each variant a whole number of {buckets} buckets; '{variant.Key}', with "
                    + $"{variant.Weight} of {sum} at a coverage of {definition.Coverage}, would have {width}.");
            }
        }

        return null;
    }

    /// <summary>Returns a description of an error in weights that must be integers, or <see langword="null"/>.</summary>
    public static string? WeightFault(AssignmentDefinition definition)
    {
        WeightedVariant? broken = definition.Variants.FirstOrDefault(v => v.Weight != Math.Floor(v.Weight));
        if (broken is not null)
        {
            return Check.Text($"A weight of '{definition.Scheme}' must be a whole number; that of '{broken.Key}' is {broken.Weight}.");
        }

        double sum = definition.Variants.Sum(v => v.Weight);
        return sum <= int.MaxValue
            ? null
            : Check.Text($"The weights of '{definition.Scheme}' must add up to {int.MaxValue} or less; their sum is {sum}.");
    }

    /// <summary>Returns a value indicating whether a number is an integer, except for rounding.</summary>
    public static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) <= Slack;

    private static double Width(AssignmentDefinition definition, WeightedVariant variant, double sum, int buckets) =>
        variant.Weight / sum * definition.Coverage * buckets;
}
