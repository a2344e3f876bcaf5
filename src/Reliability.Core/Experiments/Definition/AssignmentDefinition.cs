using Reliability.Common.Internal;
using Reliability.Experiments.Internal;

namespace Reliability.Experiments;

/// <summary>Everything that decides who is given which variant.</summary>
public sealed record AssignmentDefinition
{
    /// <summary>The most variants that an assignment may have.</summary>
    public const int MaxVariants = 1000;

    /// <summary>
    /// Makes the draws of this experiment independent of all others; by default the experiment's key. With the scheme of another system, what that system hashes
    /// with the unit's id (<see cref="AssignmentScheme"/>).
    /// </summary>
    public required string Seed { get; init; }

    /// <summary>The variants. Their order means nothing to <see cref="AssignmentScheme.Rendezvous1"/>; to every other scheme it counts.</summary>
    public required IReadOnlyList<WeightedVariant> Variants { get; init; }

    /// <summary>
    /// Which share of the units is taken, 0 to 1, by the rule of the scheme. Raising it adds units and moves none, but with the schemes of Optimizely, LaunchDarkly
    /// and flagd, whose rule moves people. Default: 1.
    /// </summary>
    public double Coverage { get; init; } = 1;

    /// <summary>The slice of a layer that units must lie in, or <see langword="null"/>.</summary>
    public LayerSlice? Layer { get; init; }

    /// <summary>How to assign. Default: <see cref="AssignmentScheme.Rendezvous1"/>.</summary>
    public string Scheme { get; init; } = AssignmentScheme.Rendezvous1;

    /// <summary>What is wrong with it, or <see langword="null"/>.</summary>
    internal string? Fault()
    {
        var rules = SchemeRules.Of(Scheme);
        if (Seed is null || (rules.NeedsSeed && Seed.Length == 0))
        {
            return "An assignment has a seed; this one is empty.";
        }

        if (!(Coverage >= 0 && Coverage <= 1))
        {
            return Legal.Text($"Coverage is 0 to 1; it is {Coverage}.");
        }

        return Layer is { } layer && (string.IsNullOrEmpty(layer.Layer) || !(layer.From >= 0 && layer.From < layer.To && layer.To <= 1))
            ? Legal.Text($"A slice of a layer has the layer's name and 0 <= from < to <= 1; this is '{layer.Layer}' from {layer.From} to {layer.To}.")
            : VariantFault() ?? rules.Fault(this);
    }

    private string? VariantFault()
    {
        if (Variants is not { Count: >= 1 and <= MaxVariants })
        {
            return $"An assignment has 1 to {MaxVariants} variants; this one has {Variants?.Count ?? 0}.";
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (WeightedVariant variant in Variants)
        {
            if (variant is null)
            {
                return "A variant is not null.";
            }

            if (string.IsNullOrEmpty(variant.Key) || !keys.Add(variant.Key))
            {
                return $"Each variant has a key of its own; '{variant.Key}' is empty or there twice.";
            }

            if (!(variant.Weight >= 0 && double.IsFinite(variant.Weight)))
            {
                return Legal.Text($"A weight is a finite number, 0 or more; that of '{variant.Key}' is {variant.Weight}.");
            }
        }

        double sum = Variants.Sum(v => v.Weight);
        return sum > 0 && double.IsFinite(sum) ? null : Legal.Text($"At least one weight is above 0 and their sum is finite; it is {sum}.");
    }
}
