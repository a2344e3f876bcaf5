namespace Reliability.Experiments.Internal;

/// <summary>How much worse a guardrail may get, as it is stored.</summary>
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
