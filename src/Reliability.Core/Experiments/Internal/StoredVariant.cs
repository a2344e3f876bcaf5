namespace Reliability.Experiments.Internal;

/// <summary>A variant of an experiment as it is stored.</summary>
internal sealed record StoredVariant
{
    public required string Key { get; init; }

    public required double Weight { get; init; }

    public string? Payload { get; init; }

    public static StoredVariant Of(ExperimentVariant one) => new()
    {
        Key = one.Key,
        Weight = one.Weight,
        Payload = one.Payload,
    };

    public ExperimentVariant ToVariant() => new(Key, Weight, Payload);
}
