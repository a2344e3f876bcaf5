namespace Reliability.Experiments.Internal;

/// <summary>The stored form of the share of a variant.</summary>
internal sealed record StoredShare
{
    public required string Key { get; init; }

    public required double Weight { get; init; }

    public static StoredShare Of(WeightedVariant one) => new()
    {
        Key = one.Key,
        Weight = one.Weight,
    };

    public WeightedVariant ToShare() => new(Key, Weight);
}
