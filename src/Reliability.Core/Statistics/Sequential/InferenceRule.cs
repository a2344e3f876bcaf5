using System.Text.Json.Serialization;
using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>When an effect is called an effect: the risk that is taken, and whether one may look once or as often as one likes.</summary>
public sealed record InferenceRule
{
    [JsonConstructor]
    internal InferenceRule(double alpha, double? tuningSize, double tunedFor) => (Alpha, TuningSize, TunedFor) = (alpha, tuningSize, tunedFor);

    /// <summary>The risk of calling no effect an effect, above 0 and below 1.</summary>
    public double Alpha { get; }

    /// <summary>The units at which a sequential interval is narrowest; <see langword="null"/> for a rule that holds for one look.</summary>
    public double? TuningSize { get; }

    /// <summary>Whether it holds however often one looks.</summary>
    [JsonIgnore]
    public bool IsSequential => TuningSize is not null;

    /// <summary>The whole risk, that a sequential interval is tuned for; it stays when one test is held against a part of it.</summary>
    public double TunedFor { get; }

    /// <summary>One look, at a size that was fixed before.</summary>
    /// <param name="alpha">The risk, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The risk is outside its range.</exception>
    public static InferenceRule Fixed(double alpha = 0.05) => new(Legal.Inside(alpha, 0, 1, nameof(alpha)), null, alpha);

    /// <summary>As many looks as one likes, stopping whenever one likes: see <see cref="ConfidenceSequence"/>.</summary>
    /// <param name="alpha">The risk in all looks together, above 0 and below 1.</param>
    /// <param name="tuningSize">The units of both arms at which the interval should be narrowest, 1 to 1e15; chosen before the first look.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static InferenceRule Sequential(double alpha = 0.05, double tuningSize = ConfidenceSequence.DefaultTuningSize) =>
        new(Legal.Inside(alpha, 0, 1, nameof(alpha)), Legal.Within(tuningSize, 1, 1e15, nameof(tuningSize)), alpha);

    /// <summary>The same rule with another risk, such as one test's part of the whole.</summary>
    /// <param name="alpha">The risk, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The risk is outside its range.</exception>
    public InferenceRule WithAlpha(double alpha) => new(Legal.Inside(alpha, 0, 1, nameof(alpha)), TuningSize, TunedFor);

    /// <summary>Half of an interval's width in standard errors.</summary>
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

    /// <summary>The two-sided p-value of an estimate that is so many standard errors from 0.</summary>
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
