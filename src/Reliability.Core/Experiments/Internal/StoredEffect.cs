namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="EffectReport"/>.</summary>
internal sealed record StoredEffect
{
    public required string Variant { get; init; }

    public required StoredComparison Comparison { get; init; }

    public required string Outcome { get; init; }

    public double? ChanceToWin { get; init; }

    public double? ExpectedLoss { get; init; }

    public double? MinimumDetectableEffect { get; init; }

    public string? Guardrail { get; init; }

    public static StoredEffect Of(EffectReport one) => new()
    {
        Variant = one.Variant,
        Comparison = StoredComparison.Of(one.Comparison),
        Outcome = ExperimentWords.Outcome.Word(one.Outcome),
        ChanceToWin = one.ChanceToWin,
        ExpectedLoss = one.ExpectedLoss,
        MinimumDetectableEffect = one.MinimumDetectableEffect,
        Guardrail = one.Guardrail is { } guardrail ? ExperimentWords.Guardrail.Word(guardrail) : null,
    };

    public EffectReport ToEffect() => new()
    {
        Variant = Variant,
        Comparison = Comparison.ToComparison(),
        Outcome = ExperimentWords.Outcome.Value(Outcome),
        ChanceToWin = ChanceToWin,
        ExpectedLoss = ExpectedLoss,
        MinimumDetectableEffect = MinimumDetectableEffect,
        Guardrail = Guardrail is null ? null : ExperimentWords.Guardrail.Value(Guardrail),
    };
}
