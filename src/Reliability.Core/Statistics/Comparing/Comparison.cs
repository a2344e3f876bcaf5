using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// How two arms differ. The p-value, both intervals and <see cref="IsSignificant"/> always say the same: where two methods part, the stricter decides.
/// </summary>
public sealed record Comparison
{
    /// <summary>The control's rate, mean or ratio, in the metric's unit.</summary>
    public required double Control { get; init; }

    /// <summary>The treatment's, likewise.</summary>
    public required double Treatment { get; init; }

    /// <summary>The treatment's less the control's, in the metric's unit.</summary>
    public required double Difference { get; init; }

    /// <summary>The standard error of <see cref="Difference"/> by the arms' own variances; <see langword="null"/> when they have none.</summary>
    public double? StandardError { get; init; }

    /// <summary>The interval of the difference, in the metric's unit.</summary>
    public required ConfidenceInterval DifferenceInterval { get; init; }

    /// <summary>The difference as a share of the control's value; <see langword="null"/> unless that is above 0.</summary>
    public double? Lift { get; init; }

    /// <summary>The interval of the lift; without an end where the control's value may be 0.</summary>
    public required ConfidenceInterval LiftInterval { get; init; }

    /// <summary>The two-sided p-value of no difference, 1e-300 (where digits end) to 1.</summary>
    public required double PValue { get; init; }

    /// <summary>How it was compared.</summary>
    public required ComparisonMethod Method { get; init; }

    /// <summary>Why so, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>The rule that it was held against.</summary>
    public required InferenceRule Rule { get; init; }

    /// <summary>Whether <see cref="PValue"/> is at most the rule's risk; exactly then the intervals leave 0 out.</summary>
    public bool IsSignificant => PValue <= Rule.Alpha;

    /// <summary>Returns a comparison that holds no evidence: p = 1, and intervals without ends unless a bound is given.</summary>
    /// <param name="reason">The reason, for people.</param>
    /// <param name="rule">The rule that it is held against.</param>
    /// <param name="bound">The greatest magnitude that a difference can have, such as 1 for proportions; <see langword="null"/> for none.</param>
    public static Comparison NotEnoughData(string reason, InferenceRule rule, double? bound = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(rule);
        return Agreement.Nothing(0, 0, rule, reason, bound);
    }

    /// <summary>Returns this comparison without a significant effect: for a test of a family whose correction does not allow one.</summary>
    public Comparison WithoutEffect() => Agreement.Withhold(this);
}
