using System.Text.Json.Serialization;
using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// The rule that decides whether an effect is significant: the alpha, and whether it holds for one look or for any number of looks.
/// </summary>
public sealed record InferenceRule
{
    [JsonConstructor]
    internal InferenceRule(double alpha, double? tuningSize, double tunedFor) =>
        (Alpha, TuningSize, TunedFor) = (alpha, tuningSize, tunedFor);

    /// <summary>Gets the probability of a false positive, above 0 and below 1.</summary>
    public double Alpha { get; }

    /// <summary>
    /// Gets the number of units at which a sequential interval is narrowest, or <see langword="null"/> for a rule that is valid for one
    /// look.
    /// </summary>
    public double? TuningSize { get; }

    /// <summary>Gets a value indicating whether the rule is valid for any number of looks.</summary>
    [JsonIgnore]
    public bool IsSequential => TuningSize is not null;

    /// <summary>
    /// Gets the overall alpha for which a sequential interval is tuned. It does not change when one test uses a part of the alpha.
    /// </summary>
    public double TunedFor { get; }

    /// <summary>Creates a rule for one look, at a size that was fixed in advance.</summary>
    /// <param name="alpha">The probability of a false positive, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is outside its range.</exception>
    public static InferenceRule Fixed(double alpha = 0.05) => new(Legal.Inside(alpha, 0, 1, nameof(alpha)), null, alpha);

    /// <summary>Creates a rule for any number of looks and any stopping time, see <see cref="ConfidenceSequence"/>.</summary>
    /// <param name="alpha">The probability of a false positive over all looks together, above 0 and below 1.</param>
    /// <param name="tuningSize">
    /// The number of units of both arms at which the interval is narrowest, from 1 to 1e15. Choose it before the first look.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static InferenceRule Sequential(double alpha = 0.05, double tuningSize = ConfidenceSequence.DefaultTuningSize) =>
        new(Legal.Inside(alpha, 0, 1, nameof(alpha)), Legal.Within(tuningSize, 1, 1e15, nameof(tuningSize)), alpha);

    /// <summary>Returns the same rule with another alpha, such as the part of the overall alpha that one test uses.</summary>
    /// <param name="alpha">The probability of a false positive, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is outside its range.</exception>
    public InferenceRule WithAlpha(double alpha) => new(Legal.Inside(alpha, 0, 1, nameof(alpha)), TuningSize, TunedFor);

    /// <summary>Returns half of the width of an interval, in standard errors.</summary>
    internal double Factor(long units, double degreesOfFreedom)
    {
        if (TuningSize is { } tuning)
        {
            return ConfidenceSequence.HalfWidthTunedFor(1, units, Alpha, tuning, TunedFor);
        }

        return double.IsPositiveInfinity(degreesOfFreedom)
            ? -DistributionFunctions.NormalQuantile(Alpha / 2)
            : -DistributionFunctions.StudentQuantile(Alpha / 2, degreesOfFreedom);
    }

    /// <summary>Returns the two-sided p-value of an estimate that is z standard errors from 0.</summary>
    internal double PValue(double z, long units, double degreesOfFreedom)
    {
        z = Math.Abs(z);
        if (TuningSize is { } tuning)
        {
            return ConfidenceSequence.PValueOfZ(z, units, tuning, TunedFor);
        }

        return Math.Min(1, 2 * (double.IsPositiveInfinity(degreesOfFreedom)
            ? DistributionFunctions.NormalSurvival(z)
            : DistributionFunctions.StudentSurvival(z, degreesOfFreedom)));
    }
}
