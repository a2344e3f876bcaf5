using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>
/// The probability that a test with a given stopping rule detects an effect, which is given as a number of standard errors. A one-sided
/// test uses one bound of an interval.
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
        double alpha = Check.Between(design.Alpha, 1e-12, 0.25, nameof(design.Alpha));
        _target = Check.Between(design.Power, alpha, 0.999999, nameof(design.Power));
        if (_target <= alpha)
        {
            throw Check.OutOfRange(_target, Check.Text($"The power must be above alpha, {alpha}."), nameof(design));
        }

        if (!Enum.IsDefined(design.Hypothesis))
        {
            throw Check.OutOfRange(
                design.Hypothesis,
                "The hypothesis must be a named value of TestHypothesis.",
                nameof(design));
        }

        _rule = design.Stopping?.Require(nameof(design))
            ?? throw new ArgumentException("The design must have a stopping rule; it is null.", nameof(design));
        _bothTails = design.Hypothesis == TestHypothesis.Difference;
        _level = design.Hypothesis == TestHypothesis.OneSided ? 2 * alpha : alpha;
        if (_rule is GroupSequentialRule rule)
        {
            IReadOnlyList<GroupSequentialLook> looks = GroupSequential.Boundaries(rule.Looks, _level, rule.Spending);
            _walk = new StoppedWalk([.. looks.Select(look => (look.InformationFraction, look.Boundary))]);
        }
    }

    /// <summary>Gets the power to reach.</summary>
    public double Target => _target;

    /// <summary>Returns the probability of a significant result.</summary>
    /// <param name="shift">The effect in standard errors at the last look, 0 or more.</param>
    /// <param name="units">The number of units of both arms at the last look.</param>
    /// <param name="ratio">The standard error that the test uses, divided by the true standard error.</param>
    public double Of(double shift, long units, double ratio = 1)
    {
        if (_walk is not null)
        {
            return _walk.Crossing(shift, _bothTails);
        }

        double critical = ratio * new Significance(_level, _rule).Factor(units, double.PositiveInfinity);
        return DistributionFunctions.NormalSurvival(critical - shift)
            + (_bothTails ? DistributionFunctions.NormalSurvival(critical + shift) : 0);
    }

    /// <summary>Returns the probability of a significant result of Student's t-test at a fixed horizon.</summary>
    public double OfStudent(double shift, long degreesOfFreedom)
    {
        double critical = -DistributionFunctions.StudentQuantile(_level / 2, degreesOfFreedom);
        double upper = NoncentralT.Survival(critical, degreesOfFreedom, shift);
        return _bothTails ? upper + NoncentralT.Survival(critical, degreesOfFreedom, -shift) : upper;
    }

    /// <summary>Returns the shift that reaches the target power, for rules whose power does not depend on the number of units.</summary>
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
