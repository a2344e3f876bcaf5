using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>What is significant in one comparison: its alpha, and the stopping rule under which the alpha holds.</summary>
internal sealed record Significance(double Alpha, StoppingRule Stopping)
{
    public static StoppingRule Default { get; } = StoppingRule.FixedHorizon();

    /// <summary>Gets a value indicating whether the alpha holds for all looks together.</summary>
    public bool IsAlwaysValid => Stopping is AlwaysValidRule;

    /// <summary>Validates an alpha and a stopping rule. The default rule is one look.</summary>
    public static Significance Require(double alpha, StoppingRule? stopping)
    {
        Check.Inside(alpha, 0, 1, nameof(alpha));
        return stopping is GroupSequentialRule
            ? throw new ArgumentException(
                $"A comparison requires {nameof(AlwaysValidRule)} or {nameof(FixedHorizonRule)}; it is {nameof(GroupSequentialRule)}. "
                + $"Compare at a look with a fixed horizon at its {nameof(GroupSequentialLook.NominalPValue)} as alpha.",
                nameof(stopping))
            : new Significance(alpha, (stopping ?? Default).Require(nameof(stopping)));
    }

    /// <summary>Returns half of the width of an interval, in standard errors.</summary>
    public double Factor(long units, double degreesOfFreedom)
    {
        if (Stopping is AlwaysValidRule rule)
        {
            return ConfidenceSequence.HalfWidthTunedFor(1, units, Alpha, rule.TuningSize, rule.TuningAlpha ?? Alpha);
        }

        return double.IsPositiveInfinity(degreesOfFreedom)
            ? -DistributionFunctions.NormalQuantile(Alpha / 2)
            : -DistributionFunctions.StudentQuantile(Alpha / 2, degreesOfFreedom);
    }

    /// <summary>Returns the two-sided p-value of an estimate that is z standard errors from 0.</summary>
    public double PValue(double z, long units, double degreesOfFreedom)
    {
        z = Math.Abs(z);
        if (Stopping is AlwaysValidRule rule)
        {
            return ConfidenceSequence.PValueOfZ(z, units, rule.TuningSize, rule.TuningAlpha ?? Alpha);
        }

        return Math.Min(1, 2 * (double.IsPositiveInfinity(degreesOfFreedom)
            ? DistributionFunctions.NormalSurvival(z)
            : DistributionFunctions.StudentSurvival(z, degreesOfFreedom)));
    }
}
