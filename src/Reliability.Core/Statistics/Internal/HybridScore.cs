namespace Reliability.Statistics.Internal;

/// <summary>
/// Computes intervals that combine the Wilson intervals of both arms. At a ratio of 1, the interval of the difference and the interval of
/// the ratio are the same test.
/// </summary>
internal static class HybridScore
{
    /// <summary>Returns d - √((b - lb)² + (ua - a)²) to d + √((ub - b)² + (a - la)²): R. G. Newcombe (1998), method 10.</summary>
    public static (double Lower, double Upper) Difference(Proportion control, Proportion treatment, double z)
    {
        (double la, double ua) = control.WilsonEnds(z);
        (double lb, double ub) = treatment.WilsonEnds(z);
        (double a, double b) = (control.Rate, treatment.Rate);
        return (Math.Max(-1, b - a - Hypotenuse(b - lb, ua - a)), Math.Min(1, b - a + Hypotenuse(ub - b, a - la)));
    }

    /// <summary>
    /// Returns the ratios r for which b - r·a may be 0 by the same construction (MOVER-R): A. Donner and G. Y. Zou (2012).
    /// </summary>
    public static (double Lower, double? Upper) Ratio(Proportion control, Proportion treatment, double z)
    {
        (double la, double ua) = control.WilsonEnds(z);
        (double lb, double ub) = treatment.WilsonEnds(z);
        (double a, double b) = (control.Rate, treatment.Rate);
        double ab = a * b;
        double low = lb * ((2 * b) - lb);
        double high = ub * ((2 * b) - ub);
        double atHigh = ua * ((2 * a) - ua);
        double atLow = la * ((2 * a) - la);

        // (ab - √(a²b² - lb(2b - lb)·ua(2a - ua))) / (ua(2a - ua)), rearranged to be stable for a small or negative denominator.
        double lower = low <= 0 ? 0 : low / (ab + Math.Sqrt(Math.Max(0, (ab * ab) - (low * atHigh))));
        double? upper = atLow <= 0 ? null : (ab + Math.Sqrt(Math.Max(0, (ab * ab) - (high * atLow)))) / atLow;
        return (lower, upper);
    }

    /// <summary>Returns the alpha at which the interval of the difference touches 0.</summary>
    public static double PValue(Proportion control, Proportion treatment)
    {
        bool isAbove = treatment.Rate > control.Rate;
        if (!isAbove && treatment.Rate == control.Rate)
        {
            return 1;
        }

        double below = 0;
        double above = 1;
        while (above < 64 && LeavesOut(above))
        {
            below = above;
            above *= 2;
        }

        return Math.Min(1, 2 * DistributionFunctions.NormalSurvival(Bisection.Edge(below, above, LeavesOut).Inside));

        bool LeavesOut(double z)
        {
            (double lower, double upper) = Difference(control, treatment, z);
            return isAbove ? lower > 0 : upper < 0;
        }
    }

    private static double Hypotenuse(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
