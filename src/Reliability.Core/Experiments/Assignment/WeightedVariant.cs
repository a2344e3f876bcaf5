namespace Reliability.Experiments;

/// <summary>A variant and its share of the units.</summary>
public sealed record WeightedVariant
{
    /// <summary>Initializes a new instance of the <see cref="WeightedVariant"/> class.</summary>
    /// <param name="key">
    /// The key, from which <see cref="AssignmentScheme.Rendezvous1"/> computes the assignment, so it must not change during the experiment.
    /// It is compared ordinally.
    /// </param>
    /// <param name="weight">The weight relative to the other weights, finite and 0 or more. With 0, the variant receives no units.</param>
    public WeightedVariant(string key, double weight)
    {
        Key = key;
        Weight = weight;
    }

    /// <summary>
    /// Gets the key, from which <see cref="AssignmentScheme.Rendezvous1"/> computes the assignment, so it must not change during the
    /// experiment. It is compared ordinally.
    /// </summary>
    public string Key { get; init; }

    /// <summary>Gets the weight relative to the other weights, finite and 0 or more. With 0, the variant receives no units.</summary>
    public double Weight { get; init; }
}
