using Reliability.Statistics;

namespace Reliability.Experiments;

/// <summary>How an arm differs from the control in a metric.</summary>
public sealed record EffectReport
{
    /// <summary>The arm.</summary>
    public required string Variant { get; init; }

    /// <summary>Values, intervals, p-value, and the risk that this one test was held against.</summary>
    public required Comparison Comparison { get; init; }

    /// <summary>What it says, in the direction of the metric's goal.</summary>
    public required EffectOutcome Outcome { get; init; }

    /// <summary>The chance that the arm is the better one, 0 to 1, seen after the data from flat priors; <see langword="null"/> without data. It knows nothing of peeking.</summary>
    public double? ChanceToWin { get; init; }

    /// <summary>What is lost on average by shipping the arm, in the metric's unit, 0 or more; <see langword="null"/> without data.</summary>
    public double? ExpectedLoss { get; init; }

    /// <summary>The lift that would be found now with the design's power, above 0; <see langword="null"/> without data.</summary>
    public double? MinimumDetectableEffect { get; init; }

    /// <summary>How it stands as a guardrail; <see langword="null"/> for other metrics.</summary>
    public GuardrailStatus? Guardrail { get; init; }
}
