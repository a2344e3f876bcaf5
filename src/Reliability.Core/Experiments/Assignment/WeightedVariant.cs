namespace Reliability.Experiments;

/// <summary>A variant and its share of the units.</summary>
public sealed record WeightedVariant
{
    /// <summary>Initializes a new instance of the <see cref="WeightedVariant"/> class.</summary>
    /// <param name="key">Its key, by which <see cref="AssignmentScheme.Rendezvous1"/> decides who gets it: it stays as long as the experiment does. Compared ordinally.</param>
    /// <param name="weight">Its share, relative to the other weights; finite, 0 or more. With 0 it takes nobody.</param>
    public WeightedVariant(string key, double weight)
    {
        Key = key;
        Weight = weight;
    }

    /// <summary>Its key, by which <see cref="AssignmentScheme.Rendezvous1"/> decides who gets it: it stays as long as the experiment does. Compared ordinally.</summary>
    public string Key { get; init; }

    /// <summary>Its share, relative to the other weights; finite, 0 or more. With 0 it takes nobody.</summary>
    public double Weight { get; init; }
}
