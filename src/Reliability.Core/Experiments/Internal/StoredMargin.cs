namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="GuardrailMargin"/>.</summary>
internal sealed record StoredMargin
{
    public required double Value { get; init; }

    public bool IsAbsolute { get; init; }

    public static StoredMargin Of(GuardrailMargin one) => new()
    {
        Value = one.Value,
        IsAbsolute = one.IsAbsolute,
    };

    public GuardrailMargin ToMargin() => new(Value, IsAbsolute);
}
