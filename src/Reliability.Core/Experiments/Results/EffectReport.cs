using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>The difference between an arm and the control in a metric.</summary>
public sealed record EffectReport
{
    /// <summary>Gets the key of the variant.</summary>
    public required string Variant { get; init; }

    /// <summary>Gets the comparison: values, intervals, p-value, and the alpha of this test.</summary>
    public required Comparison Comparison { get; init; }

    /// <summary>Gets the outcome, in the direction of the metric's goal.</summary>
    public required EffectOutcome Outcome { get; init; }

    /// <summary>
    /// Gets the posterior probability, with flat priors, that the arm is better than the control, from 0 to 1, or <see langword="null"/>
    /// without data. It is not corrected for repeated looks.
    /// </summary>
    public double? ChanceToWin { get; init; }

    /// <summary>
    /// Gets the expected loss of shipping the arm, in the unit of the metric, 0 or more, or <see langword="null"/> without data.
    /// </summary>
    public double? ExpectedLoss { get; init; }

    /// <summary>
    /// Gets the lift that could be detected now with the power of the design, above 0, or <see langword="null"/> without data.
    /// </summary>
    public double? MinimumDetectableEffect { get; init; }

    /// <summary>Gets the status as a guardrail, or <see langword="null"/> for other metrics.</summary>
    public GuardrailStatus? Guardrail { get; init; }
}
