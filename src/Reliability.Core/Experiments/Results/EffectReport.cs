using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>How an arm differs from the control in a metric.</summary>
/// <param name="Variant">The arm.</param>
/// <param name="Comparison">Values, intervals, p-value, and the risk that this one test was held against.</param>
/// <param name="Outcome">What it says, in the direction of the metric's goal.</param>
/// <param name="ChanceToWin">The chance that the arm is the better one, 0 to 1, seen after the data from flat priors; <see langword="null"/> without data. It knows nothing of peeking.</param>
/// <param name="ExpectedLoss">What is lost on average by shipping the arm, in the metric's unit, 0 or more; <see langword="null"/> without data.</param>
/// <param name="MinimumDetectableEffect">The lift that would be found now with the design's power, above 0; <see langword="null"/> without data.</param>
/// <param name="Guardrail">How it stands as a guardrail; <see langword="null"/> for other metrics.</param>
public sealed record EffectReport(
    string Variant,
    Comparison Comparison,
    EffectOutcome Outcome,
    double? ChanceToWin,
    double? ExpectedLoss,
    double? MinimumDetectableEffect,
    GuardrailStatus? Guardrail);
