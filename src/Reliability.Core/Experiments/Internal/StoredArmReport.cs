namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="ArmReport"/>.</summary>
internal sealed record StoredArmReport
{
    public required string Variant { get; init; }

    public required long Units { get; init; }

    public string? Verdict { get; init; }

    public static StoredArmReport Of(ArmReport one) => new()
    {
        Variant = one.Variant,
        Units = one.Units,
        Verdict = one.Verdict is { } verdict ? ExperimentWords.Verdict.Word(verdict) : null,
    };

    public ArmReport ToArm() => new()
    {
        Variant = Variant,
        Units = Units,
        Verdict = Verdict is null ? null : ExperimentWords.Verdict.Value(Verdict),
    };
}
