using Reliability.Common.Internal;
using Reliability.Experiments.Internal;

namespace Reliability.Experiments;

/// <summary>The complete input of an assignment, besides the id of the unit.</summary>
public sealed record AssignmentDefinition
{
    /// <summary>The maximum number of variants in an assignment.</summary>
    public const int MaxVariants = 1000;

    /// <summary>
    /// Gets the seed, which makes the draws of this experiment independent of all others. For an experiment, the default is its key. With
    /// the scheme of another system, the value that this system hashes with the id of the unit (<see cref="AssignmentScheme"/>).
    /// </summary>
    public required string Seed { get; init; }

    /// <summary>
    /// Gets the variants. Their order does not matter to <see cref="AssignmentScheme.Rendezvous1"/>, but it does to every other scheme.
    /// </summary>
    public required IReadOnlyList<WeightedVariant> Variants { get; init; }

    /// <summary>
    /// Gets the share of the units that the assignment includes, from 0 to 1, by the rule of the scheme. Raising it adds units and moves
    /// none, except with the schemes of Optimizely, LaunchDarkly and flagd, whose rules move units. The default is 1.
    /// </summary>
    public double Coverage { get; init; } = 1;

    /// <summary>Gets the slice of a layer to which the units must belong, or <see langword="null"/> for all units.</summary>
    public LayerSlice? Layer { get; init; }

    /// <summary>Gets the <see cref="AssignmentScheme"/>. The default is <see cref="AssignmentScheme.Rendezvous1"/>.</summary>
    public string Scheme { get; init; } = AssignmentScheme.Rendezvous1;

    /// <summary>Returns a description of the first error in the definition, or <see langword="null"/> if it is valid.</summary>
    internal string? Fault()
    {
        var rules = SchemeRules.Of(Scheme);
        if (Seed is null || (rules.NeedsSeed && Seed.Length == 0))
        {
            return "An assignment must have a seed; this one is empty.";
        }

        if (!(Coverage >= 0 && Coverage <= 1))
        {
            return Check.Text($"Coverage must be 0 to 1; it is {Coverage}.");
        }

        return Layer is { } layer && (string.IsNullOrEmpty(layer.Layer) || !(layer.From >= 0 && layer.From < layer.To && layer.To <= 1))
            ? Check.Text(
                $"A layer slice must have a layer name and 0 <= from < to <= 1; this is '{layer.Layer}' from {layer.From} to {layer.To}.")
            : VariantFault() ?? rules.Fault(this);
    }

    private string? VariantFault()
    {
        if (Variants is not { Count: >= 1 and <= MaxVariants })
        {
            return $"An assignment must have 1 to {MaxVariants} variants; this one has {Variants?.Count ?? 0}.";
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (WeightedVariant variant in Variants)
        {
            if (variant is null)
            {
                return "A variant must not be null.";
            }

            if (string.IsNullOrEmpty(variant.Key) || !keys.Add(variant.Key))
            {
                return $"Each variant must have a unique key; '{variant.Key}' is empty or occurs twice.";
            }

            if (!(variant.Weight >= 0 && double.IsFinite(variant.Weight)))
            {
                return Check.Text($"A weight must be a finite number, 0 or more; that of '{variant.Key}' is {variant.Weight}.");
            }
        }

        double sum = Variants.Sum(v => v.Weight);
        return sum > 0 && double.IsFinite(sum)
            ? null
            : Check.Text($"At least one weight must be above 0, and the sum must be finite; it is {sum}.");
    }
}
