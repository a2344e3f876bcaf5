using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>
/// How likely a test calls an effect that shifts its statistic by so many standard errors, for each stopping rule. A one-sided test is one end of an interval.
/// </summary>
internal sealed class StoppingPower
{
    private readonly StoppingRule _rule;
    private readonly double _level;
    private readonly bool _bothTails;
    private readonly double _target;
    private readonly StoppedWalk? _walk;

    public StoppingPower(TestDesign design)
    {
        double alpha = Legal.Within(design.Alpha, 1e-12, 0.25, nameof(design.Alpha));
        _target = Legal.Within(design.Power, alpha, 0.999999, nameof(design.Power));
        if (_target <= alpha)
        {
            throw new ArgumentOutOfRangeException(nameof(design), Legal.Text($"Legal is a power above alpha, {alpha}; it is {_target}."));
        }

        if (!Enum.IsDefined(design.Hypothesis))
        {
            throw new ArgumentOutOfRangeException(nameof(design), design.Hypothesis, "Legal are the named hypotheses.");
        }

        _rule = design.Stopping ?? throw new ArgumentException("A design has a stopping rule; it is null.", nameof(design));
        _bothTails = design.Hypothesis == TestHypothesis.Difference;
        _level = design.Hypothesis == TestHypothesis.OneSided ? 2 * alpha : alpha;
        if (_rule.InformationFractions is { } fractions)
        {
            _walk = new StoppedWalk([.. GroupSequential.Boundaries(fractions, _level, _rule.Spending).Select(look => (look.InformationFraction, look.Boundary))]);
        }
    }

    /// <summary>The power that is wanted.</summary>
    public double Target => _target;

    /// <summary>The probability of a significant result.</summary>
    /// <param name="shift">The effect in standard errors at the last look, 0 or more.</param>
    /// <param name="units">All units at the last look.</param>
    /// <param name="ratio">The standard error that the test uses, relative to the true one.</param>
    public double Of(double shift, long units, double ratio = 1)
    {
        if (_walk is not null)
        {
            return _walk.Crossing(shift, _bothTails);
        }

        double critical = ratio * (_rule.TuningSize is { } tuning ? ConfidenceSequence.HalfWidth(1, units, _level, tuning) : -DistributionFunctions.NormalQuantile(_level / 2));
        return DistributionFunctions.NormalSurvival(critical - shift) + (_bothTails ? DistributionFunctions.NormalSurvival(critical + shift) : 0);
    }

    /// <summary>The same for Student's t, judged once.</summary>
    public double OfStudent(double shift, long degreesOfFreedom)
    {
        double critical = -DistributionFunctions.StudentQuantile(_level / 2, degreesOfFreedom);
        double upper = NoncentralT.Survival(critical, degreesOfFreedom, shift);
        return _bothTails ? upper + NoncentralT.Survival(critical, degreesOfFreedom, -shift) : upper;
    }

    /// <summary>The shift with the power that is wanted; for rules whose power does not depend on the units.</summary>
    public double Shift()
    {
        double low = 0;
        double high = 64;
        for (int i = 0; i < 100 && high - low > 1e-14 * high; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Of(middle, 1) < _target ? (middle, high) : (low, middle);
        }

        return high;
    }
}
