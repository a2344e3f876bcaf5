namespace Reliability.Statistics.Internal;

/// <summary>
/// Exact confidence sequences of proportions, for looks at few units of a kind: the rates p whose likelihood is not below that of a Beta(½, ½) mixture by more than
/// 1/α, H. Robbins (1970). The interval of a difference or ratio takes half the risk for each arm, and so is wider than need be.
/// </summary>
internal static class MixtureSequence
{
    private const double Half = 0.5;
    private const int Steps = 60;

    public static (double Lower, double Upper) Of(Proportion arm, double alpha)
    {
        double mixture = Distributions.LogBeta(arm.Successes + Half, arm.Failures + Half) - Math.Log(Math.PI);
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

    /// <summary>The least risk at which the two sequences no longer touch, 1 when there is none above 1e-300.</summary>
    public static double PValue(Proportion control, Proportion treatment)
    {
        bool isAbove = treatment.Rate > control.Rate;
        if (Touch(1))
        {
            return 1;
        }

        double touching = Math.Log(1e-300);
        double apart = 0;
        if (!Touch(1e-300))
        {
            return 1e-300;
        }

        for (int i = 0; i < 40; i++)
        {
            double middle = (touching + apart) / 2;
            if (Touch(Math.Exp(middle)))
            {
                touching = middle;
            }
            else
            {
                apart = middle;
            }
        }

        return Math.Exp(apart);

        bool Touch(double alpha)
        {
            (double Lower, double Upper) a = Of(control, alpha / 2);
            (double Lower, double Upper) b = Of(treatment, alpha / 2);
            return isAbove ? b.Lower <= a.Upper : b.Upper >= a.Lower;
        }
    }

    // The likelihood falls from the rate to both sides. Halving keeps the outer point, so that the interval is never too narrow.
    private static double Edge(Proportion arm, double least, double inside, double outside)
    {
        for (int i = 0; i < Steps; i++)
        {
            double middle = (inside + outside) / 2;
            double likelihood = (arm.Successes == 0 ? 0 : arm.Successes * Math.Log(middle)) + (arm.Failures == 0 ? 0 : arm.Failures * Math.Log(1 - middle));
            if (likelihood >= least)
            {
                inside = middle;
            }
            else
            {
                outside = middle;
            }
        }

        return outside;
    }
}
