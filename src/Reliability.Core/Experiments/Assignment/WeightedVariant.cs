namespace Reliability.Experiments;

/// <summary>A variant and its share of the units.</summary>
/// <param name="Key">Its key, by which <see cref="AssignmentScheme.Rendezvous1"/> decides who gets it: it stays as long as the experiment does. Compared ordinally.</param>
/// <param name="Weight">Its share, relative to the other weights; finite, 0 or more. With 0 it takes nobody.</param>
public sealed record WeightedVariant(string Key, double Weight);
