using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// The difference between two arms. The p-value, both intervals and <see cref="IsSignificant"/> always agree: where two methods disagree,
/// the stricter one decides.
/// </summary>
public sealed record Comparison
{
    /// <summary>Gets the rate, mean or ratio of the control, in the unit of the metric.</summary>
    public required double Control { get; init; }

    /// <summary>Gets the rate, mean or ratio of the treatment, in the unit of the metric.</summary>
    public required double Treatment { get; init; }

    /// <summary>Gets the value of the treatment minus the value of the control, in the unit of the metric.</summary>
    public required double Difference { get; init; }

    /// <summary>
    /// Gets the standard error of <see cref="Difference"/>, computed from the variances of the arms, or <see langword="null"/> if the arms
    /// have no variance.
    /// </summary>
    public double? StandardError { get; init; }

    /// <summary>Gets the confidence interval of the difference, in the unit of the metric.</summary>
    public required ConfidenceInterval DifferenceInterval { get; init; }

    /// <summary>Gets the difference as a share of the control's value, or <see langword="null"/> if that value is not above 0.</summary>
    public double? Lift { get; init; }

    /// <summary>Gets the confidence interval of the lift. It has no bound on a side where the control's value may be 0.</summary>
    public required ConfidenceInterval LiftInterval { get; init; }

    /// <summary>
    /// Gets the two-sided p-value of the hypothesis of no difference, from 1e-300 (the limit of a double's full precision) to 1.
    /// </summary>
    public required double PValue { get; init; }

    /// <summary>Gets the method of the comparison.</summary>
    public required ComparisonMethod Method { get; init; }

    /// <summary>Gets a human-readable reason for the method.</summary>
    public required string Reason { get; init; }

    /// <summary>
    /// Gets the probability of a false positive, above 0 and below 1: the part of the overall alpha that this test uses. The intervals have
    /// the level 1 - alpha.
    /// </summary>
    public required double Alpha { get; init; }

    /// <summary>
    /// Gets the stopping rule under which <see cref="Alpha"/> holds: <see cref="AlwaysValidRule"/> for all looks together, or
    /// <see cref="FixedHorizonRule"/> for this look.
    /// </summary>
    public required StoppingRule Stopping { get; init; }

    /// <summary>
    /// Gets a value indicating whether <see cref="PValue"/> is at most <see cref="Alpha"/>. This is the case exactly when the intervals
    /// exclude 0.
    /// </summary>
    public bool IsSignificant => PValue <= Alpha;

    /// <summary>
    /// Returns a comparison without evidence: the p-value is 1, and the intervals have no bounds unless <paramref name="bound"/> is given.
    /// </summary>
    /// <param name="reason">A human-readable reason.</param>
    /// <param name="alpha">The probability of a false positive, above 0 and below 1.</param>
    /// <param name="stopping">
    /// <see cref="StoppingRule.AlwaysValid"/> or <see cref="StoppingRule.FixedHorizon"/>. The default is a fixed horizon.
    /// </param>
    /// <param name="bound">
    /// The largest possible magnitude of a difference, such as 1 for proportions, or <see langword="null"/> for none.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="alpha"/> or the rule is not valid.</exception>
    public static Comparison NotEnoughData(string reason, double alpha = 0.05, StoppingRule? stopping = null, double? bound = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Agreement.Nothing(0, 0, Significance.Require(alpha, stopping), reason, bound);
    }

    /// <summary>Returns this comparison without a significant effect, for a test of a family whose correction does not allow one.</summary>
    public Comparison WithoutEffect() => Agreement.Withhold(this);

    /// <summary>Returns half of the width of an interval of this level for a number of units, in standard errors.</summary>
    internal double Factor(long units) => new Significance(Alpha, Stopping).Factor(units, double.PositiveInfinity);
}
