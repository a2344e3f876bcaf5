namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="ExperimentVariant"/>.</summary>
internal sealed record StoredVariant
{
    public required string Key { get; init; }

    public required double Weight { get; init; }

    public string? Payload { get; init; }

    public string? DisplayName { get; init; }

    public static StoredVariant Of(ExperimentVariant one) => new()
    {
        Key = one.Key,
        Weight = one.Weight,
        Payload = one.Payload,
        DisplayName = one.DisplayName == one.Key ? null : one.DisplayName,
    };

    public ExperimentVariant ToVariant() => DisplayName is null
        ? new(Key, Weight, Payload)
        : new(Key, Weight, Payload) { DisplayName = DisplayName };
}
