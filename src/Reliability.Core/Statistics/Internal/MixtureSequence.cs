namespace Reliability.Statistics.Internal;

/// <summary>
/// Computes exact confidence sequences of proportions, for looks with few successes or failures: all rates p whose likelihood is at least
/// α times that of a Beta(½, ½) mixture, H. Robbins (1970). The interval of a difference or ratio uses half of the alpha for each arm,
/// so it is wider than necessary.
/// </summary>
internal static class MixtureSequence
{
    private const double Half = 0.5;

    public static (double Lower, double Upper) Of(Proportion arm, double alpha)
    {
        double mixture = DistributionFunctions.LogBeta(arm.Successes + Half, arm.Failures + Half) - Math.Log(Math.PI);
        double least = mixture + Math.Log(alpha);
        double rate = arm.Rate;
        double lower = arm.Successes == 0 ? 0 : Edge(arm, least, rate, 0);
        double upper = arm.Failures == 0 ? 1 : Edge(arm, least, rate, 1);
        return (lower, upper);
    }

    public static (double Lower, double Upper) Difference((double Lower, double Upper) control, (double Lower, double Upper) treatment) =>
        (treatment.Lower - control.Upper, treatment.Upper - control.Lower);

    public static (double Lower, double? Upper) Ratio((double Lower, double Upper) control, (double Lower, double Upper) treatment) =>
        (treatment.Lower / control.Upper, control.Lower > 0 ? treatment.Upper / control.Lower : null);

    /// <summary>Returns the smallest alpha at which the two sequences do not overlap, or 1 if there is none above 1e-300.</summary>
    public static double PValue(Proportion control, Proportion treatment)
    {
        bool isAbove = treatment.Rate > control.Rate;
        if (Touch(1))
        {
            return 1;
        }

        return Touch(1e-300) ? Math.Exp(Bisection.Edge(Math.Log(1e-300), 0, log => Touch(Math.Exp(log)), halvings: 40).Outside) : 1e-300;

        bool Touch(double alpha)
        {
            (double Lower, double Upper) a = Of(control, alpha / 2);
            (double Lower, double Upper) b = Of(treatment, alpha / 2);
            return isAbove ? b.Lower <= a.Upper : b.Upper >= a.Lower;
        }
    }

    // The likelihood decreases from the rate to both sides. The outer point ensures that the interval is never too narrow.
    private static double Edge(Proportion arm, double least, double inside, double outside) => Bisection.Edge(
        inside,
        outside,
        p => (arm.Successes == 0 ? 0 : arm.Successes * Math.Log(p))
            + (arm.Failures == 0 ? 0 : arm.Failures * Math.Log(1 - p)) >= least).Outside;
}
